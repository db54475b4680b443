"""What changes for bookings when their instrument moves: calendars must show the new place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from app.booking.domain.states import LIVE
from app.booking.models import Booking
from app.infra.db import db

if TYPE_CHECKING:
    from datetime import datetime

    from app.pool.domain.instruments import InstrumentDetails


def revise_moved(
    *, instrument_id: int, before: InstrumentDetails, after: InstrumentDetails, now: datetime
) -> None:
    """Count a revision of every live booking that is not over, if the instrument stands elsewhere now."""
    if _place(before) == _place(after):
        return
    db.session.execute(
        update(Booking)
        .where(
            Booking.instrument_id == instrument_id,
            Booking.state.in_(sorted(LIVE)),
            Booking.ends_at > now,
        )
        .values(revision=Booking.revision + 1, revised_at=now)
        .execution_options(synchronize_session=False)
    )


def _place(details: InstrumentDetails) -> tuple[object, ...]:
    return details.location, details.institution, details.city, details.lat, details.lon
