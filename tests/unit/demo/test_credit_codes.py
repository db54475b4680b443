from app.accounts.credit_codes import credit_code_problems
from app.accounts.domain.roles import OrganisationKind
from app.demo.credit_codes import credit_code


def test_every_made_up_code_has_a_right_check_character():
    for number, kind in enumerate(OrganisationKind, 1):
        assert credit_code_problems(credit_code(kind, "310118", number)) == []


def test_no_two_organisations_share_a_code():
    codes = {credit_code(OrganisationKind.ENTERPRISE, "310118", number) for number in range(1, 10_000)}

    assert len(codes) == 9_999
