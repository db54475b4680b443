"""Refusals of a voucher that are worded in one place, and how several become one error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kernel.errors import DomainError, Invalid, PaymentRequired, Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.kernel.money import Money

INSUFFICIENT = "voucher_insufficient"
# Refusals that only make sense beside a price.
ABOUT_AMOUNTS = frozenset({INSUFFICIENT, "nothing_to_pay"})


def not_yours(number: str) -> Problem:
    """Return the refusal of a voucher that does not exist or belongs to another: the same words for both."""
    return Problem(
        "voucher_not_yours",
        N_("Your enterprise has no voucher %(number)s."),
        field="voucher",
        fix=N_("Choose one of your enterprise's own vouchers, or book without one."),
        values={"number": number},
    )


def other_currency(price: Money, available: Money) -> Problem:
    """Return the refusal of a price that is not in the voucher's currency: nothing is converted."""
    return Problem(
        "currency_mismatch",
        N_("The price is in %(price)s, the voucher in %(voucher)s."),
        field="voucher",
        fix=N_("Book without a voucher."),
        values={"price": price.currency, "voucher": available.currency},
    )


def refusal(problems: Sequence[Problem]) -> DomainError:
    """Return the error for `problems`: 402 when the money is all that is missing, else 422."""
    if len(problems) == 1 and problems[0].code == INSUFFICIENT:
        return PaymentRequired.of(problems)
    return Invalid.of(problems)


def insufficient(available: Money) -> Problem:
    """Return the refusal of a voucher whose free value is too small."""
    return Problem(
        INSUFFICIENT,
        N_("The voucher does not hold enough for this."),
        field="voucher",
        fix=N_("%(available)s is available: choose a shorter span or another voucher."),
        values={"available": available},
    )
