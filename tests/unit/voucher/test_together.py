"""Several vouchers for one order: the order in which they pay, and how much each."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import Money
from app.voucher.domain.policy import VoucherOrder
from app.voucher.domain.shares import subsidy
from app.voucher.domain.together import Limit, Payer, after_others, captured, in_order, spread

MINORS = st.integers(min_value=0, max_value=10**9)
RATES = st.integers(min_value=1, max_value=100)
HELD = st.lists(st.tuples(RATES, MINORS.map(Money)), min_size=1, max_size=5)


def payer(number: str, *, issued: int = 1, use_by: int = 31, free: int = 100, **changes) -> Payer:
    usual = {"order": VoucherOrder.EARLIEST_USE_BY, "share": Money(100)}
    return Payer(number, issued, date(2026, 12, use_by), free=Money(free), **usual | changes)


def numbers(payers: list[Payer]) -> str:
    return "".join(each.number for each in in_order(payers))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (VoucherOrder.EARLIEST_USE_BY, "CAB"),
        (VoucherOrder.LARGEST, "BAC"),
        (VoucherOrder.SMALLEST, "CAB"),
    ],
)
def test_the_policy_says_which_voucher_pays_first(order, expected):
    payers = [
        payer("A", use_by=20, free=50, order=order),
        payer("B", use_by=30, free=70, order=order),
        payer("C", use_by=10, free=10, order=order),
    ]
    assert numbers(payers) == numbers(payers[::-1]) == expected


@pytest.mark.parametrize("order", VoucherOrder)
def test_equals_pay_by_number(order):
    assert numbers([payer(number, order=order) for number in "CAB"]) == "ABC"


def test_of_several_policies_that_of_the_voucher_issued_first_counts():
    first = payer("A", issued=1, free=10, order=VoucherOrder.LARGEST)
    later = payer("B", issued=2, free=90, order=VoucherOrder.SMALLEST)
    assert numbers([first, later]) == numbers([later, first]) == "BA"


def test_each_pays_what_those_before_it_left_of_its_own_share():
    half, third = Money(5_000), Money(3_000)
    assert spread([Limit(half, Money(2_000)), Limit(half, Money(9_000))]) == [Money(2_000), Money(3_000)]
    assert spread([Limit(half, Money(9_000)), Limit(half, Money(9_000))]) == [half, Money(0)]
    assert spread([Limit(half, Money(4_000)), Limit(third, Money(9_000))]) == [Money(4_000), Money(0)]
    assert spread([Limit(third, Money(9_000)), Limit(half, Money(9_000))]) == [third, Money(2_000)]


def test_a_voucher_of_which_nothing_is_free_pays_nothing():
    assert after_others(Money(100), before=Money(0), most=Money(0)) == Money(0)


def test_a_shorter_use_spends_the_first_hold_whole_and_of_the_next_what_the_share_leaves():
    held = [(50, Money(2_000)), (50, Money(3_000))]
    assert captured(held, Money(8_000)) == [Money(2_000), Money(2_000)]
    assert captured(held, Money(3_000)) == [Money(1_500), Money(0)]
    assert captured(held, Money(0)) == [Money(0), Money(0)]


@given(HELD, MINORS.map(Money))
def test_together_they_never_pay_more_than_the_best_of_them_alone_or_than_was_held(held, price):
    spent = captured(held, price)
    best = max(subsidy(price, rate_percent, None) for rate_percent, _ in held)
    assert Money(0) <= sum(spent, Money(0)) <= best
    assert all(Money(0) <= part <= amount for part, (_, amount) in zip(spent, held, strict=True))


@given(RATES, st.lists(MINORS.map(Money), min_size=1, max_size=5), MINORS.map(Money))
def test_of_one_rate_they_pay_the_whole_share_as_far_as_it_is_there(rate, free, price):
    share = subsidy(price, rate, None)
    spent = spread([Limit(share, each) for each in free])
    assert sum(spent, Money(0)) == min(share, sum(free, Money(0)))
