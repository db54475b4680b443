"""Refusals of a voucher that are worded in one place, and how several become one error."""

from __future__ import annotations

from dataclasses import replace
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


def nothing_to_pay() -> Problem:
    """Return the refusal of a price of which a voucher would pay nothing."""
    return Problem("nothing_to_pay", N_("There is nothing for a voucher to pay."), field="voucher")


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


def insufficient_together(paid: Money, share: Money) -> Problem:
    """Return the refusal of vouchers that do not reach the share the first of them would pay."""
    return Problem(
        INSUFFICIENT,
        N_("Together the vouchers do not hold enough for this."),
        field="vouchers",
        fix=N_("They would pay %(paid)s of %(share)s: choose a shorter span or name another voucher."),
        values={"paid": paid, "share": share},
    )


def named_twice() -> Problem:
    """Return the refusal of a voucher that is named more than once for one order."""
    return Problem(
        "voucher_named_twice", N_("A voucher may be named once."), field="voucher", fix=N_("Name it once.")
    )


def too_many_together(most: int) -> Problem:
    """Return the refusal of more vouchers than may pay for one order."""
    return Problem(
        "too_many_vouchers",
        N_("At most %(most)s vouchers may pay together."),
        field="vouchers",
        values={"most": most},
    )


def other_programme(first: str) -> Problem:
    """Return the refusal of a voucher whose part could not be claimed with the first one's."""
    return Problem(
        "other_programme",
        N_("It is of another programme, or of another payer, than %(first)s."),
        field="voucher",
        fix=N_("Name vouchers of one programme only: a claim holds lines of one programme."),
        values={"first": first},
    )


def of_several(problem: Problem, at: int, number: str) -> Problem:
    """Return a voucher's problem as one of several vouchers', named at a place of the list."""
    return replace(problem, field=f"vouchers[{at}]", about=number)
