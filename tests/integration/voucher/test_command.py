import pytest

from tests.integration.voucher.world import POLICY, broken_invariants, statement, yuan


@pytest.fixture
def issue(app, cli, people):
    """Run `flask voucher issue` for the researcher's enterprise, with more options."""

    def run(*options: str, programme: str | None = None):
        credit_code = people.researcher.organisation.credit_code
        arguments = ["--programme", programme or people.programme.ref, "--enterprise", credit_code, *options]
        return cli.invoke(args=["voucher", "issue", *arguments])

    return run


def test_a_voucher_is_issued_by_command_and_its_number_printed(client, issue, people):
    result = issue("--amount", "100000.00")
    assert result.exit_code == 0
    number = result.output.strip()
    assert number.startswith("YRD-2026-310118-")
    seen = client.get(f"/api/v1/vouchers/{number}", headers=people.researcher.headers).json
    assert seen["balances"]["available"] == {"minor": 10_000_000, "currency": "CNY"}
    assert seen["modes"] == sorted(POLICY["modes"])


def test_a_voucher_may_be_for_one_mode_only(client, issue, people):
    number = issue("--amount", "1", "--mode", "redeem").output.strip()
    assert client.get(f"/api/v1/vouchers/{number}", headers=people.researcher.headers).json["modes"] == [
        "redeem"
    ]


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        ("0", "positive"),
        ("-5", "positive"),
        ("1.005", "whole fen"),
        ("many", "not an amount"),
        ("NaN", "fen"),
    ],
)
def test_a_wrong_amount_is_refused_with_its_reason(issue, amount, reason):
    result = issue(f"--amount={amount}")
    assert result.exit_code != 0
    assert reason in result.output


def test_more_than_cap_and_budget_is_refused_naming_both(issue):
    result = issue("--amount", "2000000")
    assert result.exit_code == 1
    assert "¥300,000.00" in result.output
    assert "¥1,000,000.00" in result.output


def test_an_unknown_programme_or_enterprise_is_refused(issue, cli, people):
    assert issue("--amount", "1", programme="P-NONE2").exit_code == 1
    unknown = ["--programme", people.programme.ref, "--enterprise", "91310118MA1FL0999X", "--amount", "1"]
    assert cli.invoke(args=["voucher", "issue", *unknown]).exit_code == 1


def test_programmes_are_listed_with_their_reference(cli, people):
    assert people.programme.ref in cli.invoke(args=["voucher", "programmes"]).output


def test_a_voucher_counts_in_the_budget_and_the_books_agree(world):
    voucher = world.issue(yuan(300_000))
    assert statement(voucher).balances.total == yuan(300_000)
    assert broken_invariants() == []
