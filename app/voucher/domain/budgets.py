"""Where a programme's money stands, funding tier by funding tier, and when its accounts may be closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.errors import Problem
from app.kernel.money import Money
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class TierStanding:
    """A funding tier's money: what went in, what became of it, and where it stands now.

    `issued`, `captured` and `returned` are all that ever moved so; the others are what stands there now.
    """

    tier: str
    appropriated: Money
    issued: Money
    captured: Money
    returned: Money
    left: Money
    available: Money
    held: Money
    claimable: Money
    payable: Money
    paid: Money


def under_way(standings: Sequence[TierStanding], live_vouchers: int) -> list[Problem]:
    """Return everything that still moves and keeps a programme from being reconciled; empty when nothing."""
    problems = []
    if live_vouchers:
        problems.append(
            Problem(
                "vouchers_live",
                N_("Vouchers that are still live: %(count)s."),
                fix=N_("Wait until each is used up, returned or lapsed, or revoke it."),
                values={"count": live_vouchers},
            )
        )
    return problems + [
        Problem(code, message, values={"amount": amount})
        for code, message, amount in (
            ("money_held", N_("%(amount)s is still held for orders."), total(standings, "held")),
            ("money_claimable", N_("%(amount)s is used and not claimed yet."), total(standings, "claimable")),
            ("money_payable", N_("%(amount)s is approved and not paid yet."), total(standings, "payable")),
        )
        if amount.is_positive
    ]


def total(standings: Sequence[TierStanding], part: str) -> Money:
    """Return one part's sum over the tiers; all of a programme's money is of one currency."""
    return sum((getattr(standing, part) for standing in standings), Money.zero())
