"""What changes for bookings when their instrument moves or is renamed: calendars must show it.

The database counts the revisions (migration 0030), however an instrument was changed: by its keeper, by an
import, or by hand.
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
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from app.booking.domain.cards import BookingCard

_COMING = frozenset({State.REQUESTED, State.CONFIRMED})


def tell_revised(now: datetime, *which: ColumnElement[bool]) -> None:
    """Tell everybody whose booking is still to come what was revised at this very moment, by a trigger.

    Call it in the transaction that changed instruments at `now`.
    """
    coming = overlapping([Booking.revised_at == now, *which], BookingFilter(states=_COMING, from_at=now))
    settings = {each.instrument_id: setting_of(each) for each in _one_each(coming)}
    people = accounts.people({each.person_id for each in coming}) if coming else {}
    tell_all(
        [
            telling(people[each.person_id], each, Notice.CHANGED, settings[each.instrument_id], now)
            for each in coming
        ],
        now,
    )


def tell_revised_on(instrument_id: int, now: datetime) -> None:
    """Tell it to those who booked one instrument."""
    tell_revised(now, Booking.instrument_id == instrument_id)


def _one_each(coming: Sequence[BookingCard]) -> Sequence[BookingCard]:
    """Return one booking of each instrument."""
    return list({each.instrument_id: each for each in coming}.values())
