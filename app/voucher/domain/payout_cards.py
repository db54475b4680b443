"""What payout batches look like to those who read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.money import Money
from app.voucher.domain.payouts import PayoutLineState

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.voucher.domain.payouts import PayoutState


@dataclass(frozen=True, slots=True)
class PayoutLineCard:
    """One payment of a batch."""

    id: int
    claim_id: int
    claim_ref: str
    payee: OrganisationCard
    amount: Money
    state: PayoutLineState
    reason: str | None


@dataclass(frozen=True, slots=True)
class PayoutCard:
    """A batch with its payments; `built_by` and `approved_by` are people's names."""

    id: int
    ref: str
    payer_region: str
    state: PayoutState
    currency: str
    builder_id: int
    built_by: str
    built_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    sent_at: datetime | None
    confirmed_at: datetime | None
    bank_reference: str | None
    lines: tuple[PayoutLineCard, ...]

    @property
    def total(self) -> Money:
        """Return what the batch pays: all its lines, also those the bank sent back."""
        return sum((line.amount for line in self.lines), Money.zero(self.currency))

    @property
    def returned(self) -> Money:
        """Return what the bank sent back."""
        back = (line.amount for line in self.lines if line.state is PayoutLineState.RETURNED)
        return sum(back, Money.zero(self.currency))
