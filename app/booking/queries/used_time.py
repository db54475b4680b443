"""How long instruments were used, for statements of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, literal_column, null, select, union_all

from app.booking.models import Booking, PastUse, UsageSession
from app.infra.db.moments import seconds_between

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Select, Subquery

    from app.kernel.interval import Interval

_MINUTE = 60


def used_time_to_join(period: Interval) -> Subquery:
    """Return ended uses of the bookings that start in a period, each by its valid usage record.

    `instrument_id`, `enterprise_id`, `seconds`, and how many of these were `taken_over` from another system:
    none.
    """
    return _booked(period).subquery()


def own_used_time_to_join(period: Interval, among: Select[tuple[int]]) -> Subquery:
    """Return what `used_time_to_join` does of some instruments, and past use of theirs that was taken over.

    That has no enterprise. It is for the provider itself: nobody vouches for what its files say.
    """
    booked = _booked(period).where(Booking.instrument_id.in_(among))
    taken_over = _taken_over(period).where(PastUse.instrument_id.in_(among))
    return union_all(booked, taken_over).subquery()


def _booked(period: Interval) -> Select[*tuple[Any, ...]]:
    valid = and_(UsageSession.booking_id == Booking.id, UsageSession.number == Booking.usage_number)
    seconds = seconds_between(UsageSession.started_at, UsageSession.ended_at)
    return (
        select(
            Booking.instrument_id,
            Booking.enterprise_id,
            seconds.label("seconds"),
            literal_column("0").label("taken_over"),
        )
        .join(UsageSession, valid)
        .where(
            Booking.starts_at >= period.start,
            Booking.starts_at < period.end,
            UsageSession.ended_at.is_not(None),
        )
    )


def _taken_over(period: Interval) -> Select[*tuple[Any, ...]]:
    seconds = PastUse.minutes * _MINUTE
    return select(
        PastUse.instrument_id,
        null().label("enterprise_id"),
        seconds.label("seconds"),
        seconds.label("taken_over"),
    ).where(PastUse.starts_at >= period.start, PastUse.starts_at < period.end)
