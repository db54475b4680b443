"""How long instruments were used, for statements of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from app.booking.models import Booking, UsageSession
from app.infra.db.moments import seconds_between

if TYPE_CHECKING:
    from sqlalchemy import Subquery

    from app.kernel.interval import Interval


def used_time_to_join(period: Interval) -> Subquery:
    """Return ended uses of the bookings that start in a period: `instrument_id`, `enterprise_id`, `seconds`.

    Each by its valid usage record.
    """
    valid = and_(UsageSession.booking_id == Booking.id, UsageSession.number == Booking.usage_number)
    seconds = seconds_between(UsageSession.started_at, UsageSession.ended_at)
    return (
        select(Booking.instrument_id, Booking.enterprise_id, seconds.label("seconds"))
        .join(UsageSession, valid)
        .where(
            Booking.starts_at >= period.start,
            Booking.starts_at < period.end,
            UsageSession.ended_at.is_not(None),
        )
        .subquery()
    )
