"""What changes for bookings when their instrument moves or is renamed: calendars must show it.

The database counts the revisions (migration 0031), however the instrument was changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.accounts.telling import tell_all
from app.booking.domain.states import State
from app.booking.models import Booking
from app.booking.notices import Notice, setting_of, telling
from app.booking.queries.bookings import BookingFilter, overlapping

if TYPE_CHECKING:
    from datetime import datetime

    from app.pool.domain.instruments import InstrumentDetails

_COMING = frozenset({State.REQUESTED, State.CONFIRMED})


def tell_changed(
    *, instrument_id: int, before: InstrumentDetails, after: InstrumentDetails, now: datetime
) -> None:
    """Tell everybody whose booking is still to come, if the instrument stands or is called otherwise now."""
    if _said(before) == _said(after):
        return
    coming = overlapping([Booking.instrument_id == instrument_id], BookingFilter(states=_COMING, from_at=now))
    if not coming:
        return
    setting = setting_of(coming[0])
    people = accounts.people({each.person_id for each in coming})
    tell_all([telling(people[each.person_id], each, Notice.CHANGED, setting, now) for each in coming], now)


def _said(details: InstrumentDetails) -> tuple[object, ...]:
    return (
        details.name,
        details.location,
        details.institution,
        details.city,
        details.lat,
        details.lon,
    )
