"""The ways an enterprise can pay: each with who pays what, or why it is not possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.voucher import holds
from app.voucher.domain.shares import without_voucher
from app.voucher.queries.holds import usable_sources

if TYPE_CHECKING:
    from app.booking.purchasing import Purchase
    from app.kernel.errors import Problem
    from app.kernel.money import Money
    from app.kernel.words import VoucherMode
    from app.voucher.domain.cards import VoucherCard
    from app.voucher.domain.shares import Shares

#: The vouchers that must be used first are offered.
MOST_VOUCHERS = 3


@dataclass(frozen=True, slots=True)
class PaymentChoice:
    """One way to pay; without a voucher the three about it are None, and `problems` say why not.

    `available` is what is free on the voucher.
    """

    shares: Shares
    voucher: VoucherCard | None = None
    available: Money | None = None
    mode: VoucherMode | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """Return how a form names the choice: `V-2026-1:redeem`, or "" without a voucher."""
        return f"{self.voucher.number}:{self.mode}" if self.voucher else ""


def payment_choices(purchase: Purchase) -> list[PaymentChoice]:
    """Return every way to pay for it: without a voucher first, then each voucher in each of its modes.

    One query without a voucher, four otherwise.
    """
    total = purchase.total
    choices = [PaymentChoice(without_voucher(total))]
    sources = usable_sources(purchase.enterprise.id, MOST_VOUCHERS)
    if not sources:
        return choices
    gathered = purchase.facts()
    for source in sources:
        for mode in sorted(source.voucher.modes):
            seen = holds.judge(source, mode, total, gathered)
            choices.append(PaymentChoice(seen.shares, source.voucher, source.available, mode, seen.problems))
    return choices


def best_of(choices: list[PaymentChoice]) -> PaymentChoice:
    """Return the possible choice that costs the enterprise least in the end, and least at once."""
    possible = [choice for choice in choices if not choice.problems]
    return min(possible, key=lambda choice: (choice.shares.net_cost, choice.shares.own_share))
