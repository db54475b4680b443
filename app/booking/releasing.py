"""Gives back what a booking that comes to nothing had taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.calendar import allocations
from app.voucher import holds

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.cards import BookingCard
    from app.infra.events import EventActor


def let_go(booking: BookingCard, *, by: EventActor, now: datetime) -> None:
    """Give back the time and the voucher money, both at once."""
    allocations.release(reference=booking.ref)
    if booking.hold_ref is not None:
        holds.release(reference=booking.hold_ref, now=now, by=by)
