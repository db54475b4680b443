"""Closes an instrument for some time and opens it again; standing bookings stay, and are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.domain.states import LIVE
from app.booking.publishing.ownership import keeps, kept_instrument, visible_instrument
from app.booking.queries.bookings import BookingFilter, overlapping
from app.calendar.closing import close, reopen
from app.calendar.queries import no_such_closure

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
    closure_id = close(instrument_id=instrument_id, span=span, reason=reason, now=now, by=event_actor(by))
    under = BookingFilter(states=LIVE, from_at=span.start, to_at=span.end, instrument_id=instrument_id)
    return Closed(closure_id, tuple(overlapping([], under)))


def reopen_instrument(*, instrument_id: int, closure_id: int, by: Actor, now: datetime) -> None:
    """Remove a closure that is not over. Raises NotFound, also for others'; Conflict `closure_over`."""
    if not keeps(by, visible_instrument(instrument_id, by)):
        raise no_such_closure()
    reopen(instrument_id=instrument_id, closure_id=closure_id, now=now, by=event_actor(by))
