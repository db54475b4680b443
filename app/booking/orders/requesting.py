"""Asks for a service. One with a fixed price is quoted in the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.booking.domain.orders import deadlines
from app.booking.domain.orders.prices import MOST_UNITS
from app.booking.domain.orders.states import OrderState
from app.booking.models import ServiceOrder
from app.booking.orders.acting import SUBJECT
from app.booking.orders.notices import OrderNotice, tell_provider
from app.booking.orders.quoting import quote_by_price_list
from app.booking.queries.orders import get_order
from app.booking.references import free_reference
from app.infra.db import execute_checked
from app.infra.events import record
from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.states import ServiceState

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.booking.domain.orders.cards import OrderCard, OrderWish
    from app.pool.domain.cards import ServiceCard


def request_order(*, wish: OrderWish, by: Actor, enterprise: OrganisationCard, now: datetime) -> OrderCard:
    """Ask for a service; nothing is owed before its quotation is accepted.

    Raises NotFound for a service that was never published, Invalid with every broken rule.
    """
    service = _orderable(wish.service_id)
    problems = _refusals(wish, service)
    if problems:
        raise Invalid.of(problems)
    order = _open(wish, service, by, enterprise, now)
    if service.details.price is None:
        tell_provider(order, OrderNotice.REQUESTED, now)
        return order
    return quote_by_price_list(order, service.details.price, service.details, now=now)


def _open(
    wish: OrderWish, service: ServiceCard, by: Actor, enterprise: OrganisationCard, now: datetime
) -> OrderCard:
    ref = free_reference(ServiceOrder, "S")
    execute_checked(
        insert(ServiceOrder).values(
            ref=ref,
            state=OrderState.REQUESTED,
            service_id=service.id,
            person_id=by.person_id,
            enterprise_id=enterprise.id,
            provider_organisation_id=service.provider.organisation_id,
            quantity=wish.quantity,
            wishes=wish.wishes.strip(),
            wished_voucher=wish.voucher.number if wish.voucher else None,
            wished_others=list(wish.voucher.others) or None if wish.voucher else None,
            wished_mode=wish.voucher.mode if wish.voucher else None,
            note="",
            requested_at=now,
            deadline_at=deadlines.quote_by(now),
        )
    )
    record(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action="request",
        at=now,
        actor=event_actor(by),
        to_state=OrderState.REQUESTED,
    )
    return get_order(ref)


def _orderable(service_id: int) -> ServiceCard:
    service = pool.get_service(service_id)
    if service.state is ServiceState.DRAFT:
        raise pool.no_such_service()
    if service.state is not ServiceState.PUBLISHED:
        raise Invalid(
            "service_not_published",
            N_("This service can no longer be ordered."),
            field="service_id",
            fix=N_("Look for another in the list."),
        )
    return service


def _refusals(wish: OrderWish, service: ServiceCard) -> list[Problem]:
    found = []
    if not 1 <= wish.quantity <= MOST_UNITS:
        message = N_("This must lie between %(low)s and %(high)s.")
        found.append(Problem("invalid", message, "quantity", None, {"low": 1, "high": MOST_UNITS}))
    if service.details.price is None and not wish.wishes.strip():
        message = N_("The provider quotes by what you need, so say what that is.")
        found.append(Problem("wishes_needed", message, "wishes"))
    return found
