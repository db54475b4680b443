"""Service orders as the rest of the program sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.booking.domain.orders.states import OrderStanding
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.booking.domain.cards import Agreement
    from app.booking.domain.orders.documents import DocumentKind
    from app.booking.domain.orders.states import OrderState
    from app.booking.domain.states import Party
    from app.booking.domain.wishes import VoucherWish
    from app.kernel.money import Money


@dataclass(frozen=True, slots=True)
class OrderWish:
    """What a customer asks for."""

    service_id: int
    quantity: int
    wishes: str
    voucher: VoucherWish | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a provider offers: a price for the whole order, the day it will be delivered, words about it."""

    price: Money
    due_on: date
    note: str


@dataclass(frozen=True, slots=True)
class OrderCard:
    """Ordered work.

    `agreement` and `due_on` are None before the quotation. `lead_days` is set where a fixed price quoted
    itself: the day of delivery is then counted from the contract. `final` is the price the provider asks in
    the end, where it differs. `deadline_at` is when the present state falls due, if ever.
    """

    id: int
    ref: str
    state: OrderState
    service_id: int
    person_id: int
    enterprise_id: int
    provider_organisation_id: int
    quantity: int
    wishes: str
    wish: VoucherWish | None
    agreement: Agreement | None
    due_on: date | None
    lead_days: int | None
    note: str
    final: Money | None
    hold_ref: str | None
    requested_at: datetime
    deadline_at: datetime | None

    def is_due(self, now: datetime) -> bool:
        """Tell whether the present state's deadline has come."""
        return self.deadline_at is not None and self.deadline_at <= now

    def standing(self, now: datetime) -> OrderStanding:
        """Return where it stands."""
        return OrderStanding(self.state, self.due_on is not None and self.due_on < voucher_day(now))

    def due_if_agreed(self, now: datetime) -> date:
        """Return the day of delivery if the quotation is accepted now."""
        if self.lead_days is not None:
            return voucher_day(now) + timedelta(days=self.lead_days)
        return self.agreed_day

    @property
    def agreed_day(self) -> date:
        """Return the day of delivery of an order that was quoted."""
        if self.due_on is None:
            message = f"{self.ref} was never quoted"
            raise LookupError(message)
        return self.due_on

    @property
    def agreed(self) -> Agreement:
        """Return the price of an order that was quoted."""
        if self.agreement is None:
            message = f"{self.ref} was never quoted"
            raise LookupError(message)
        return self.agreement


@dataclass(frozen=True, slots=True)
class OrderDocument:
    """A file of an order: what it is, and which side added it."""

    kind: DocumentKind
    party: Party
    ref: str
    filename: str
    size: int
    sha256: str
    added_by: str
    added_at: datetime
