"""What has fallen due: by state and deadline, oldest first, so that an outage is caught up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from app.booking.domain.states import State, UsageState
from app.booking.models import Booking, UsageSession
from app.infra.db import db

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select


def unanswered_requests(now: datetime, limit: int) -> list[int]:
    """Return requests nobody answered in time."""
    return _ids(_due(State.REQUESTED, now), limit)


def missed_starts(now: datetime, limit: int) -> list[int]:
    """Return confirmed bookings to which nobody came in time."""
    return _ids(_due(State.CONFIRMED, now), limit)


def overrun_sessions(now: datetime, limit: int) -> list[int]:
    """Return sessions nobody checked out."""
    return _ids(_due(State.IN_USE, now), limit)


def unsigned_usage(now: datetime, limit: int) -> list[int]:
    """Return bookings whose usage nobody signed in time."""
    return _ids(_with_usage(UsageState.RECORDED, now), limit)


def unaccepted_usage(now: datetime, limit: int) -> list[int]:
    """Return bookings whose signed usage nobody accepted in time."""
    return _ids(_with_usage(UsageState.SIGNED, now), limit)


def unappealed_no_shows(now: datetime, limit: int) -> list[int]:
    """Return no-shows nobody appealed against in time."""
    return _ids(_due(State.NO_SHOW, now), limit)


def unreminded(now: datetime, limit: int) -> list[int]:
    """Return confirmed bookings whose reminder is due."""
    due = (
        select(Booking.id)
        .where(Booking.state == State.CONFIRMED, Booking.remind_at <= now)
        .order_by(Booking.remind_at)
    )
    return list(db.session.scalars(due.limit(limit)))


def _due(state: State, now: datetime) -> Select[int]:
    return (
        select(Booking.id)
        .where(Booking.state == state, Booking.deadline_at <= now)
        .order_by(Booking.deadline_at)
    )


def _with_usage(state: UsageState, now: datetime) -> Select[int]:
    valid = and_(
        UsageSession.booking_id == Booking.id,
        UsageSession.number == Booking.usage_number,
        UsageSession.state == state,
    )
    return _due(State.COMPLETED, now).join(UsageSession, valid)


def _ids(due: Select[int], limit: int) -> list[int]:
    return list(db.session.scalars(due.limit(limit)))
