"""What waits for either side, and what a keeper's desk shows of one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_

from app.booking.domain.states import LIVE, AppealState, State, UsageState
from app.booking.models import Booking, UsageSession
from app.booking.queries.bookings import BookingFilter, overlapping, visible_to

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard
    from app.kernel.interval import Interval


def waiting_for_provider(actor: Actor) -> list[BookingCard]:
    """Return the bookings that cannot go on before the provider acts, oldest deadline first."""
    waiting = or_(
        Booking.state == State.REQUESTED,
        and_(
            Booking.state == State.COMPLETED,
            UsageSession.state.in_([UsageState.RECORDED, UsageState.DISPUTED]),
        ),
        and_(Booking.state == State.NO_SHOW, Booking.appeal_state == AppealState.OPEN),
    )
    found = overlapping([visible_to(actor), waiting], BookingFilter())
    return sorted(found, key=lambda booking: (booking.deadline_at or booking.revised_at, booking.id))


def waiting_for_customer(actor: Actor) -> list[BookingCard]:
    """Return the bookings whose use the customer may accept, or whose no-show they may object to."""
    waiting = or_(
        and_(Booking.state == State.COMPLETED, UsageSession.state == UsageState.SIGNED),
        and_(Booking.state == State.NO_SHOW, Booking.appeal_state == AppealState.NONE),
    )
    return overlapping([visible_to(actor), waiting], BookingFilter())


def day_sheet(actor: Actor, day: Interval) -> list[BookingCard]:
    """Return the bookings that stand, or were missed, on a day, earliest first."""
    states = LIVE - {State.REQUESTED} | {State.NO_SHOW}
    wanted = BookingFilter(states=states, from_at=day.start, to_at=day.end)
    return overlapping([visible_to(actor)], wanted)
