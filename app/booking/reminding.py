"""Reminds customers a day before their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from app.booking.domain.states import State
from app.booking.models import Booking
from app.booking.notices import Notice, tell_customer
from app.booking.queries.bookings import lock_booking_by_id
from app.infra.db import db

if TYPE_CHECKING:
    from datetime import datetime


def remind(booking_id: int, now: datetime) -> None:
    """Remind once; after an outage that lasted beyond the start, not at all."""
    booking = lock_booking_by_id(booking_id)
    if booking.state is not State.CONFIRMED:
        return
    db.session.execute(
        update(Booking)
        .where(Booking.id == booking_id)
        .values(remind_at=None)
        .execution_options(synchronize_session=False)
    )
    if booking.span.start > now:
        tell_customer(booking, Notice.REMINDER, now)
