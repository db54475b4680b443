from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.shares import shares, subsidy, without_voucher

AMOUNTS = st.integers(min_value=0, max_value=10**12).map(Money)
RATES = st.integers(min_value=1, max_value=100)
MODES = st.sampled_from(VoucherMode)


def test_in_reimburse_the_enterprise_pays_all_and_half_comes_back():
    split = shares(Money(800_000), 50, None, VoucherMode.REIMBURSE)
    assert (split.voucher_share, split.own_share, split.net_cost) == (
        Money(400_000),
        Money(800_000),
        Money(400_000),
    )


def test_in_redeem_the_enterprise_pays_its_half_only():
    split = shares(Money(800_000), 50, None, VoucherMode.REDEEM)
    assert split.own_share == split.net_cost == Money(400_000)


def test_half_a_fen_is_rounded_away_from_zero_once():
    assert subsidy(Money(5), 50, None) == Money(3)


def test_the_cap_limits_what_the_voucher_pays():
    assert shares(Money(1_000), 50, Money(300), VoucherMode.REDEEM).own_share == Money(700)


def test_without_a_voucher_the_enterprise_bears_it_all():
    split = without_voucher(Money(1_000))
    assert (split.voucher_share, split.own_share, split.net_cost) == (Money(0), Money(1_000), Money(1_000))


@given(total=AMOUNTS, rate=RATES, cap=st.none() | AMOUNTS, mode=MODES)
def test_voucher_and_net_cost_always_make_the_price(total, rate, cap, mode):
    split = shares(total, rate, cap, mode)
    assert split.voucher_share + split.net_cost == total
    assert Money(0) <= split.voucher_share <= total
    assert cap is None or split.voucher_share <= cap


@given(total=AMOUNTS, rate=RATES, cap=st.none() | AMOUNTS)
def test_the_subsidy_is_the_same_in_both_modes(total, rate, cap):
    reimburse, redeem = (shares(total, rate, cap, mode) for mode in VoucherMode)
    assert (reimburse.voucher_share, reimburse.net_cost) == (redeem.voucher_share, redeem.net_cost)
