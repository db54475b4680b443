"""One service's page, and the card beside it that prices a quantity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.accounts.domain.permissions import Permission
from app.booking.domain.orders.deadlines import hold_until
from app.booking.domain.orders.prices import price_by_unit
from app.booking.facts import work_of
from app.booking.present.payment import best_of, payment_choices
from app.booking.present.places import place_of
from app.booking.present.recognised import recognitions_for
from app.booking.publishing.ownership import keeps, visible_service
from app.booking.purchasing import Purchase
from app.pool import queries as pool
from app.pool.domain.states import ServiceState
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.booking.present.payment import PaymentChoice
    from app.booking.present.places import Place
    from app.pool.domain.cards import RecognitionCard, ServiceCard
    from app.pool.domain.pricing import Price


@dataclass(frozen=True, slots=True)
class OrderPreview:
    """A service in some quantity, as it would be ordered now.

    `price` is None where the provider quotes. `choices` are empty for whoever can not order.
    """

    service: ServiceCard
    quantity: int
    due_on: date
    price: Price | None
    choices: tuple[PaymentChoice, ...]

    @property
    def best(self) -> PaymentChoice | None:
        """Return the way to pay that costs least in the end, or None where none is known."""
        return best_of(list(self.choices)) if self.choices else None


@dataclass(frozen=True, slots=True)
class ServicePage:
    """A service with what a reader asks before ordering it."""

    service: ServiceCard
    place: Place | None
    accreditation_ref: str | None
    recognition: RecognitionCard | None
    preview: OrderPreview
    is_open: bool
    may_order: bool
    is_own: bool


def service_page(service_id: int, actor: Actor | None, quantity: int, now: datetime) -> ServicePage:
    """Gather the page. Raises NotFound for a service the reader may not know of."""
    service = visible_service(service_id, actor)
    region, kind = service.region_code, service.details.kind
    accreditation = pool.accreditation_for(service.provider.id, voucher_day(now))
    accredited = accreditation is not None and kind in accreditation.kinds
    recognition = recognitions_for(actor, now)(service)
    customer = actor.organisation if actor and actor.may(Permission.ORDER) else None
    return ServicePage(
        service=service,
        place=place_of(region, pool.regions_around(region)) if region else None,
        accreditation_ref=accreditation.ref if accreditation and accredited else None,
        recognition=recognition if recognition and kind in recognition.kinds else None,
        preview=preview(service, quantity, customer, now),
        is_open=service.state is ServiceState.PUBLISHED,
        may_order=customer is not None,
        is_own=keeps(actor, service),
    )


def preview(
    service: ServiceCard, quantity: int, customer: OrganisationCard | None, now: datetime
) -> OrderPreview:
    """Return what ordering so much would mean, with every way of `customer` to pay."""
    details = service.details
    due_on = voucher_day(now) + timedelta(days=details.lead_days)
    if details.price is None:
        return OrderPreview(service, quantity, due_on, None, ())
    price = price_by_unit(details.price, details.unit, quantity)
    choices: list[PaymentChoice] = []
    if customer is not None:
        choices = payment_choices(Purchase(price, customer, work_of(service), due_on, hold_until(due_on)))
    return OrderPreview(service, quantity, due_on, price, tuple(choices))
