"""How many SQL statements the hot paths cost."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from app.infra.db import db
from app.kernel.words import VoucherMode
from app.voucher.holds import preview
from app.voucher.queries.vouchers import vouchers
from tests.integration.voucher.world import yuan

TRANSACTION_CONTROL = ("BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(TRANSACTION_CONTROL):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_a_hold_costs_four_statements_and_a_preview_one(world):
    voucher = world.issue(yuan(1_000))
    with counted() as statements:
        world.hold("B-1", voucher, yuan(100))
    assert len(statements) == 4
    with counted() as statements:
        preview(voucher_number=voucher.number, mode=VoucherMode.REDEEM, price=yuan(10), facts=world.facts())
    assert len(statements) == 1


def test_a_list_costs_the_same_whatever_its_length(world):
    costs = []
    for _ in range(2):
        for _ in range(3):
            world.issue(yuan(10))
        with counted() as statements:
            vouchers(world.researcher.actor, before_id=None, limit=50)
        costs.append(len(statements))
    assert costs == [3, 3]
