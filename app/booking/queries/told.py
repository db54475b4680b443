"""Bookings and orders that events tell of: which of them somebody may see, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, select

from app.booking.models import Booking, ServiceOrder
from app.booking.queries import orders
from app.booking.queries.bookings import BookingFilter, overlapping, visible_to

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard


def refs_seen_by(actor: Actor) -> Select[str]:
    """Return the references of the bookings that an actor may know of, to select events by."""
    return select(Booking.ref).where(visible_to(actor))


def order_refs_seen_by(actor: Actor) -> Select[str]:
    """Return the references of the orders that an actor may know of, to select events by."""
    return select(ServiceOrder.ref).where(orders.visible_to(actor))


def bookings_named(refs: Collection[str]) -> dict[str, BookingCard]:
    """Return bookings by reference; one query."""
    return {card.ref: card for card in overlapping([Booking.ref.in_(refs)], BookingFilter())}
