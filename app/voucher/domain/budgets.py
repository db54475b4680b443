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


@dataclass(frozen=True, slots=True)
class Unfinished:
    """How much of a programme may still move money: vouchers that live, batches at the bank, open cases,
    and upheld ones for which something has to come back.
    """

    vouchers: int
    payouts: int
    cases: int
    owing: int


def under_way(standings: Sequence[TierStanding], unfinished: Unfinished) -> list[Problem]:
    """Return everything that still moves and keeps a programme from being reconciled; empty when nothing."""
    problems = [
        Problem(code, message, fix=fix, values={"count": count})
        for code, message, fix, count in (
            (
                "vouchers_live",
                N_("Vouchers that are still live: %(count)s."),
                N_("Wait until each is used up, returned or lapsed, or revoke it."),
                unfinished.vouchers,
            ),
            (
                "payouts_unconfirmed",
                N_("Payout batches that the bank has not confirmed: %(count)s."),
                N_("Confirm each, or note what came back."),
                unfinished.payouts,
            ),
            (
                "cases_open",
                N_("Cases that are still open: %(count)s."),
                N_("Decide each of them first."),
                unfinished.cases,
            ),
            (
                "cases_owed",
                N_("Upheld cases for which money has still to come back: %(count)s."),
                N_("Note what comes back for each of them."),
                unfinished.owing,
            ),
        )
        if count
    ]
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
