"""Raw SQL around the service layer: the database itself keeps the ledger's promises, on both engines."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.infra.db import db, transaction
from app.voucher.holds import capture
from tests.integration.voucher.world import NOW, broken_invariants, yuan

COLUMNS = (
    "debit_bucket_id, credit_bucket_id, amount_minor, currency, reason, reference, programme_id, voucher_id, "
    "issuer_region, host_region, payer_region, at, actor_id, actor_name"
)
TRANSFER = (
    f"INSERT INTO transfer ({COLUMNS}) VALUES (:debit, :credit, :amount, :currency, 'hold', 'raw', 1, NULL, "
    "'310118', NULL, '310118', :at, NULL, 'raw')"
)


@pytest.fixture
def held(world) -> None:
    """A voucher of ¥1,000 of which ¥400 are held for B-1 and ¥100 captured for B-2."""
    voucher = world.issue(yuan(1_000))
    world.hold("B-1", voucher, yuan(800))
    world.hold("B-2", voucher, yuan(200))
    transaction(
        lambda: capture(
            reference="B-2", eligible_price=yuan(200), served_by=world.provider.organisation.id, now=NOW
        )
    )


def refused_by(name: str, statement: str, **values: object) -> None:
    """Assert that the database refuses the statement, by the rule of that name, and that nothing changed."""
    with pytest.raises(DBAPIError, match=name), db.engine.begin() as connection:
        connection.execute(text(statement), values)
    assert broken_invariants() == []


def bucket(kind: str) -> int:
    found = db.session.scalar(text("SELECT id FROM bucket WHERE kind = :kind ORDER BY id"), {"kind": kind})
    db.session.rollback()
    return int(found)


def transfer(debit: int, credit: int, amount: int, currency: str = "CNY") -> dict[str, object]:
    at = datetime(2026, 3, 2, tzinfo=UTC).isoformat(sep=" ")
    return {"debit": debit, "credit": credit, "amount": amount, "currency": currency, "at": at}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE transfer SET amount_minor = 1",
        "DELETE FROM transfer",
        "UPDATE policy SET terms = '{}'",
        "DELETE FROM policy",
    ],
)
def test_history_and_policy_are_append_only(held, statement):
    refused_by("is_append_only", statement)


def test_sqlite_replaces_no_row_of_the_ledger_either(held, engine_name):
    if engine_name == "postgresql":
        return  # it has no INSERT OR REPLACE
    for table in ("transfer", "bucket", "hold", "policy"):
        refused_by("_is_kept|_starts_", f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_a_transfer_moves_a_positive_amount_between_two_buckets_of_its_currency(held):
    budget, available = bucket("budget"), bucket("available")
    refused_by("transfer_amount_positive", TRANSFER, **transfer(budget, available, 0))
    refused_by("transfer_amount_positive", TRANSFER, **transfer(budget, available, -5))
    refused_by("transfer_distinct_buckets", TRANSFER, **transfer(budget, budget, 5))
    refused_by("transfer_one_currency", TRANSFER, **transfer(budget, available, 5, "USD"))


def test_a_raw_transfer_moves_both_balances(held):
    budget, available = bucket("budget"), bucket("available")
    with db.engine.begin() as connection:
        connection.execute(text(TRANSFER), transfer(available, budget, 5))
        rows = connection.execute(text("SELECT balance_minor FROM bucket WHERE id = :id"), {"id": available})
        assert rows.scalar_one() == 50_000 - 5


def test_no_inner_bucket_goes_below_zero(held):
    budget = bucket("budget")
    for kind in ("available", "held", "claimable"):
        refused_by("bucket_not_negative", TRANSFER, **transfer(bucket(kind), budget, 10**9))


def test_a_programmes_budget_cannot_be_overdrawn(held):
    refused_by("budget_not_overdrawn", TRANSFER, **transfer(bucket("budget"), bucket("available"), 10**9))


@pytest.mark.parametrize(
    "change",
    [
        "balance_minor = balance_minor + 1",
        "balance_minor = balance_minor + 1, last_transfer_id = last_transfer_id + 1",
        "last_transfer_id = 1",
        "last_transfer_id = NULL",
        # A transfer that was applied already does not count a second time.
        "balance_minor = balance_minor + (SELECT amount_minor FROM transfer t WHERE t.id = last_transfer_id)",
    ],
)
def test_a_balance_moves_only_by_a_newer_transfer(held, change):
    refused_by("bucket_moves_by_transfer", f"UPDATE bucket SET {change} WHERE kind = 'claimable'")


def test_a_bucket_keeps_its_owner_starts_empty_and_is_never_deleted(held):
    refused_by("bucket_is_fixed", "UPDATE bucket SET kind = 'treasury' WHERE kind = 'available'")
    refused_by("bucket_is_kept", "DELETE FROM bucket")
    refused_by(
        "bucket_starts_empty",
        "INSERT INTO bucket (kind, owner_ref, tier, balance_minor, currency) "
        "VALUES ('paid', 'x', '', 5, 'CNY')",
    )


@pytest.mark.parametrize("state", ["held", "released", "expired", "captured"])
def test_a_hold_is_resolved_once(held, state):
    refused_by("hold_resolved_once", f"UPDATE hold SET state = '{state}' WHERE reference = 'B-2'")


def test_a_holds_terms_are_fixed_and_it_is_never_deleted(held):
    refused_by("hold_is_fixed", "UPDATE hold SET amount_minor = amount_minor + 1 WHERE reference = 'B-1'")
    refused_by("hold_is_fixed", "UPDATE hold SET snapshot = '{}' WHERE reference = 'B-1'")
    refused_by("hold_is_kept", "DELETE FROM hold")


def test_a_reference_has_one_live_hold(held):
    columns = (
        "reference, voucher_id, policy_id, mode, state, amount_minor, captured_minor, currency, host_region, "
        "snapshot, held_at, expires_at"
    )
    refused_by(
        r"hold_one_live|hold\.reference",
        f"INSERT INTO hold ({columns}) SELECT {columns} FROM hold WHERE reference = 'B-1'",
    )


def test_the_yearly_cap_is_never_exceeded(held):
    refused_by("cap_not_exceeded", "UPDATE cap_use SET used_minor = cap_minor + 1")
