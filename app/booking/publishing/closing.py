"""Closes an instrument for some time; standing bookings stay, and are named so that somebody acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking.domain.states import LIVE
from app.booking.publishing.ownership import kept_instrument
from app.booking.queries.bookings import BookingFilter, overlapping
from app.calendar.schedules import close

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard
    from app.kernel.interval import Interval


@dataclass(frozen=True, slots=True)
class Closed:
    """A closure just made, and the standing bookings under it, earliest first."""

    closure_id: int
    conflicts: tuple[BookingCard, ...]


def close_instrument(*, instrument_id: int, span: Interval, reason: str, by: Actor, now: datetime) -> Closed:
    """Take no new bookings over `span`. Raises NotFound, Forbidden."""
    kept_instrument(instrument_id, by)
    closure_id = close(instrument_id=instrument_id, span=span, reason=reason, now=now)
    under = BookingFilter(states=LIVE, from_at=span.start, to_at=span.end, instrument_id=instrument_id)
    return Closed(closure_id, tuple(overlapping([], under)))
