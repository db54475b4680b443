"""The own share: what an enterprise owes a provider for a settlement, what was paid and invoiced of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.money import Money
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.kernel.documents import DocumentCard

TERM = timedelta(days=30)


class Standing(StrEnum):
    """Where a receivable stands on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"


class OwnShareShelf(StrEnum):
    """Which own shares are listed together: by standing, or those with a payment that nobody acknowledged."""

    OPEN = "open"
    OVERDUE = "overdue"
    UNANSWERED = "unanswered"
    PAID = "paid"


class PaymentState(StrEnum):
    """A payment is RECORDED by the enterprise; the provider acknowledges it, or says it never came."""

    RECORDED = "recorded"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"


class PaymentAction(StrEnum):
    """What the provider answers. The values are the names in the API's addresses."""

    ACKNOWLEDGE = "acknowledge"
    REFUSE = "refuse"


PAYMENT: Mapping[tuple[PaymentState, PaymentAction], PaymentState] = {
    (PaymentState.RECORDED, PaymentAction.ACKNOWLEDGE): PaymentState.ACKNOWLEDGED,
    (PaymentState.RECORDED, PaymentAction.REFUSE): PaymentState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Debt:
    """A settlement's own share as it begins to be owed."""

    reference: str
    enterprise_id: int
    provider_organisation_id: int
    price: Money
    own_share: Money


@dataclass(frozen=True, slots=True)
class PaymentCard:
    """One payment; `receipt` is the bank's, `reason` the provider's when it was refused."""

    id: int
    amount: Money
    paid_on: date
    bank_reference: str
    receipt: DocumentCard
    state: PaymentState
    recorded_at: datetime
    answered_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class InvoiceCard:
    """One invoice 发票."""

    id: int
    number: str
    amount: Money
    issued_on: date
    document: DocumentCard
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ReceivableCard:
    """What an enterprise owes, with its payments and invoices; `paid` leaves out what was refused."""

    id: int
    reference: str
    enterprise: OrganisationCard
    provider: OrganisationCard
    price: Money
    amount: Money
    paid: Money
    due_on: date
    owed_at: datetime
    payments: tuple[PaymentCard, ...]
    invoices: tuple[InvoiceCard, ...]

    @property
    def left(self) -> Money:
        """Return what is still to be paid."""
        return self.amount - self.paid

    @property
    def acknowledged(self) -> Money:
        """Return what the provider says it received."""
        received = (each.amount for each in self.payments if each.state is PaymentState.ACKNOWLEDGED)
        return sum(received, Money.zero(self.amount.currency))

    @property
    def invoiced(self) -> Money:
        """Return what invoices were recorded over."""
        return sum((each.amount for each in self.invoices), Money.zero(self.amount.currency))

    def standing(self, today: date) -> Standing:
        """Return where it stands on a day."""
        return standing_of(self.left, self.due_on, today)


@dataclass(frozen=True, slots=True)
class OwnShareCard:
    """The same in short, for the page of what was settled."""

    receivable_id: int
    amount: Money
    paid: Money
    invoiced: Money
    due_on: date

    @property
    def left(self) -> Money:
        """Return what is still to be paid."""
        return self.amount - self.paid

    def standing(self, today: date) -> Standing:
        """Return where it stands on a day."""
        return standing_of(self.left, self.due_on, today)


def standing_of(left: Money, due_on: date, today: date) -> Standing:
    """Return where so much stands on a day; the due day itself is still in time."""
    if not left.is_positive:
        return Standing.PAID
    return Standing.OVERDUE if due_on < today else Standing.OPEN


def due_on(settled_at: datetime) -> date:
    """Return the last day to pay what was settled then, as the regions count days."""
    return voucher_day(settled_at) + TERM
