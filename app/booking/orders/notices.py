"""What people are told about an order. Each notice waits in the outbox."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.accounts.telling import tell
from app.booking.notices import KEEPERS
from app.infra.filters import format_money
from app.infra.names import name_in
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.accounts.domain.actor import PersonCard
    from app.booking.domain.orders.cards import OrderCard


class OrderNotice(StrEnum):
    """What is told; the values name the templates `templates/mail/order_….txt`."""

    REQUESTED = "requested"
    QUOTED = "quoted"
    CONTRACTED = "contracted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    STARTED = "started"
    DELIVERED = "delivered"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"
    SETTLED = "settled"


def tell_provider(order: OrderCard, notice: OrderNotice, now: datetime, reason: str | None = None) -> None:
    """Tell those who answer for the provider."""
    _tell(accounts.people_of(order.provider_organisation_id, KEEPERS), order, notice, now, reason)


def tell_customer(order: OrderCard, notice: OrderNotice, now: datetime, reason: str | None = None) -> None:
    """Tell whoever ordered."""
    _tell([accounts.get_person(order.person_id)], order, notice, now, reason)


def tell_both(order: OrderCard, notice: OrderNotice, now: datetime, reason: str | None = None) -> None:
    """Tell both sides."""
    tell_customer(order, notice, now, reason)
    tell_provider(order, notice, now, reason)


def _tell(
    people: Iterable[PersonCard], order: OrderCard, notice: OrderNotice, now: datetime, reason: str | None
) -> None:
    details = pool.get_service(order.service_id).details
    total = order.final or (order.agreement.total if order.agreement else None)
    for person in people:
        tell(
            person,
            template=f"order_{notice}",
            values={
                "ref": order.ref,
                "service": name_in(person.locale, details),
                "price": format_money(total) if total else "",
                "due_on": order.due_on.isoformat() if order.due_on else "",
                "reason": reason or "",
            },
            now=now,
            # What was delivered may be objected to and delivered again: each is news.
            key=f"{order.ref}:{notice}:{now:%Y%m%dT%H%M%S}:{person.id}",
        )
