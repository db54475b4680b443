"""The ways an enterprise can pay for a span: each with who pays what, or why it is not possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking import facts
from app.voucher import holds
from app.voucher.domain.shares import without_voucher
from app.voucher.queries.vouchers import usable_by

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.kernel.errors import Problem
    from app.kernel.money import Money
    from app.kernel.words import VoucherMode
    from app.pool.domain.cards import InstrumentCard
    from app.voucher.domain.cards import VoucherStatement
    from app.voucher.domain.shares import Shares

#: The vouchers that must be used first are offered; each costs a query a mode.
MOST_VOUCHERS = 3


@dataclass(frozen=True, slots=True)
class PaymentChoice:
    """One way to pay; `statement` and `mode` are None without a voucher, `problems` say why not."""

    shares: Shares
    statement: VoucherStatement | None = None
    mode: VoucherMode | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """Return how a form names the choice: `V-2026-1:redeem`, or "" without a voucher."""
        return f"{self.statement.voucher.number}:{self.mode}" if self.statement else ""


def payment_choices(
    total: Money, instrument: InstrumentCard, starts_at: datetime, enterprise: OrganisationCard
) -> list[PaymentChoice]:
    """Return every way to pay `total`: without a voucher first, then each voucher in each of its modes."""
    choices = [PaymentChoice(without_voucher(total))]
    statements = usable_by(enterprise.id)[:MOST_VOUCHERS]
    if not statements:
        return choices
    gathered = facts.gather(enterprise, instrument, starts_at)
    for statement in statements:
        for mode in sorted(statement.voucher.modes):
            seen = holds.preview(
                voucher_number=statement.voucher.number, mode=mode, price=total, facts=gathered
            )
            choices.append(PaymentChoice(seen.shares, statement, mode, seen.problems))
    return choices


def best_of(choices: list[PaymentChoice]) -> PaymentChoice:
    """Return the possible choice that costs the enterprise least in the end, and least at once."""
    possible = [choice for choice in choices if not choice.problems]
    return min(possible, key=lambda choice: (choice.shares.net_cost, choice.shares.own_share))
