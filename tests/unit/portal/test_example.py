"""The worked example on the home page is the one of domain.md."""

from app.kernel.money import Money
from app.portal.example import worked_example


def test_half_of_the_actual_price_is_captured_and_the_rest_given_back() -> None:
    example = worked_example()
    assert (example.held, example.captured, example.given_back) == (
        Money(500_000),
        Money(400_000),
        Money(100_000),
    )


def test_the_net_cost_is_the_same_in_both_ways() -> None:
    example = worked_example()
    assert example.reimburse.own_share == Money(800_000)
    assert example.redeem.own_share == Money(400_000)
    assert example.reimburse.net_cost == example.redeem.net_cost == Money(400_000)
