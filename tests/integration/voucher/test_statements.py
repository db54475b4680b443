"""How many SQL statements the hot paths cost."""

from app.kernel.words import VoucherMode
from app.voucher.holds import preview
from app.voucher.queries.vouchers import vouchers
from tests.integration.voucher.world import yuan
from tests.support.statements import counted


def test_a_hold_costs_four_statements_and_a_preview_one(app, world):
    voucher = world.issue(yuan(1_000))
    with counted(app) as statements:
        world.hold("B-1", voucher, yuan(100))
    assert len(statements) == 5
    with counted(app) as statements:
        preview(voucher_number=voucher.number, mode=VoucherMode.REDEEM, price=yuan(10), facts=world.facts())
    assert len(statements) == 1


def test_a_list_costs_the_same_whatever_its_length(app, world):
    costs = []
    for _ in range(2):
        for _ in range(3):
            world.issue(yuan(10))
        with counted(app) as statements:
            vouchers(world.researcher.actor, limit=50)
        costs.append(len(statements))
    assert costs == [3, 3]
