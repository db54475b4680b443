import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import CurrencyMismatchError, Money


def test_adds_and_subtracts_minor_units():
    assert Money(150) + Money(50) - Money(25) == Money(175)


@pytest.mark.parametrize("wrong", [1.5, True, "100"])
def test_refuses_anything_but_a_true_integer(wrong):
    with pytest.raises(TypeError):
        Money(wrong)


def test_refuses_to_mix_currencies():
    with pytest.raises(CurrencyMismatchError):
        Money(1, "CNY") + Money(1, "USD")


@pytest.mark.parametrize(
    ("minor", "numerator", "denominator", "share"),
    [(5, 1, 2, 3), (-5, 1, 2, -3), (4, 1, 2, 2), (10_000, 1, 3, 3333), (10_001, 2, 3, 6667), (0, 50, 100, 0)],
)
def test_a_share_is_rounded_once_half_away_from_zero(minor, numerator, denominator, share):
    assert Money(minor).share(numerator, denominator) == Money(share)


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_a_share_is_never_off_by_more_than_half_a_fen(minor, percent):
    share = Money(minor).share(percent, 100).minor
    assert abs(share * 100 - minor * percent) * 2 <= 100
