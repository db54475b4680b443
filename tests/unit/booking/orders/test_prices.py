import pytest

from app.booking.domain.cards import Agreement
from app.booking.domain.lines import lines_from_data, lines_to_data
from app.booking.domain.orders.prices import WORK, final_price, price_as_quoted, price_by_unit
from app.booking.domain.settlement import beside
from app.kernel.errors import Invalid
from app.kernel.money import Money
from app.pool.domain.services import ServiceUnit
from app.voucher.domain.shares import without_voucher

FIVE_SAMPLES = price_by_unit(Money(60_000), ServiceUnit.SAMPLE, 5)


def agreed(price=FIVE_SAMPLES):
    return Agreement(price.lines, without_voucher(price.total), None)


def test_every_unit_has_words_on_the_bill():
    assert set(WORK) == set(ServiceUnit)


def test_a_fixed_price_is_that_of_a_unit_times_the_quantity():
    [line] = FIVE_SAMPLES.lines
    assert FIVE_SAMPLES.total == line.amount == Money(300_000)
    assert (line.quantity, line.minor_each) == (5, 60_000)


def test_a_quoted_price_is_for_the_whole_order():
    price = price_as_quoted(Money(1_000_000), ServiceUnit.PROJECT, 2)
    assert (price.total, price.lines[0].quantity, price.lines[0].minor_each) == (Money(1_000_000), 2, None)


@pytest.mark.parametrize("asked", [None, Money(300_000)])
def test_the_agreed_price_is_asked_unless_something_is_said(asked):
    assert final_price(agreed(), asked) == FIVE_SAMPLES


def test_what_is_asked_less_is_a_line_of_its_own_beside_the_agreed_ones():
    final = final_price(agreed(), Money(240_000))
    assert final.total == sum((line.amount for line in final.lines), Money(0)) == Money(240_000)
    pairs = beside(FIVE_SAMPLES.lines, final.lines, "CNY")
    assert [(pair.kind, pair.difference) for pair in pairs] == [
        ("service", Money(0)), ("reduction", Money(-60_000)),
    ]  # fmt: skip


def test_nothing_may_be_asked():
    assert final_price(agreed(), Money(0)).total == Money(0)


@pytest.mark.parametrize("asked", [Money(300_001), Money(-1)])
def test_what_was_agreed_binds(asked):
    with pytest.raises(Invalid) as refusal:
        final_price(agreed(), asked)
    assert refusal.value.code == "above_the_quotation"


def test_lines_of_work_are_kept_as_they_are():
    assert lines_from_data(lines_to_data(FIVE_SAMPLES.lines), "CNY") == FIVE_SAMPLES.lines


def test_lines_kept_before_there_were_orders_are_still_read():
    [kept] = lines_to_data(FIVE_SAMPLES.lines)
    old = {name: value for name, value in kept.items() if name not in ("quantity", "minor_each")}
    assert lines_from_data([old], "CNY")[0].quantity == 0
