from datetime import timedelta

import pytest

from app.accounts import attempts, organisations, people, queries
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.jobs import JOBS
from app.accounts.organisations import UnclaimedProvider
from app.accounts.verify import CHECKS
from app.infra.db import transaction
from app.kernel.errors import Conflict, Invalid, NotFound
from tests.integration.accounts.conftest import NOON


@pytest.fixture(autouse=True)
def _context(app, world):
    with app.app_context():
        yield


def codes(refusal) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in refusal.value.problems]


def test_a_person_with_everything_wrong_is_told_everything():
    with pytest.raises(Invalid) as refusal:
        people.create_person(email="no address", name=" ", locale="tlh", now=NOON)

    assert codes(refusal) == [
        ("email_invalid", "email"),
        ("name_length", "name"),
        ("locale_unknown", "locale"),
    ]


def test_an_e_mail_address_has_one_account(world):
    with pytest.raises(Conflict) as refusal:
        transaction(lambda: people.create_person(email="KEEPER@demo.example", name="Twin", now=NOON))

    assert codes(refusal) == [("email_taken", "email")]


def test_an_organisation_with_everything_wrong_is_told_everything():
    with pytest.raises(Invalid) as refusal:
        organisations.create_organisation(
            kind=OrganisationKind.ENTERPRISE,
            name_zh="",
            name_en="",
            credit_code="91",
            region_code="青浦",
            now=NOON,
        )

    assert [field for _code, field in codes(refusal)] == ["name_zh", "name_en", "credit_code", "region_code"]


def test_a_credit_code_has_one_organisation(world):
    with pytest.raises(Conflict) as refusal:
        transaction(
            lambda: organisations.create_organisation(
                kind=OrganisationKind.ENTERPRISE, name_zh="甲", name_en="A",
                credit_code=world.enterprise.credit_code, region_code="310118", now=NOON,
            )
        )  # fmt: skip

    assert codes(refusal) == [("credit_code_taken", "credit_code")]


def test_an_enterprise_has_no_keeper(world):
    with pytest.raises(Invalid) as refusal:
        organisations.add_member(
            person_id=world.keeper.id, organisation_id=world.enterprise.id, role=Role.KEEPER, now=NOON
        )

    assert codes(refusal) == [("role_not_in_kind", "role")]


def test_a_role_is_given_once(world):
    with pytest.raises(Conflict) as refusal:
        transaction(
            lambda: organisations.add_member(
                person_id=world.keeper.id, organisation_id=world.provider.id, role=Role.KEEPER, now=NOON
            )
        )

    assert codes(refusal) == [("already_member", "role")]


def test_imported_providers_come_in_the_order_given_without_a_code():
    wanted = [UnclaimedProvider(f"机构{n}", f"Institution {n}", "320000") for n in range(50)]
    ids = transaction(lambda: organisations.create_unclaimed_providers(providers=wanted, now=NOON))
    found = queries.organisations(ids)

    assert [found[id_].name_en for id_ in ids] == [provider.name_en for provider in wanted]
    assert all(card.credit_code is None for card in found.values())


def test_people_of_an_organisation_are_found_by_role_each_once(world):
    customers = [Role.RESEARCHER, Role.ENTERPRISE_MANAGER]

    assert queries.people_of(world.enterprise.id, customers) == [world.researcher]
    assert queries.people_of(world.second_enterprise.id, customers) == [world.researcher, world.stranger]


def test_what_is_found_by_code_or_id_is_the_same(world):
    assert queries.find_organisation_by_code(world.provider.credit_code) == world.provider
    assert queries.get_organisation(world.provider.id) == world.provider
    assert queries.get_person(world.keeper.id) == world.keeper
    with pytest.raises(NotFound):
        queries.get_person(4711)


def test_every_check_holds(world):
    assert [line for check in CHECKS for line in check.run()] == []


def test_attempts_that_no_longer_count_are_forgotten(world):
    subjects = attempts.sign_in_subjects(email="lin@demo.example", address="203.0.113.9")
    transaction(lambda: attempts.count(subjects, now=NOON))
    job = next(job for job in JOBS if job.name == "forget_sign_in_attempts")

    assert len(job.due(NOON + timedelta(hours=23), 10)) == 0
    for key in job.due(NOON + timedelta(days=1), 10):
        job.attempt(key, NOON + timedelta(days=1))
    assert len(job.due(NOON + timedelta(days=1), 10)) == 0
