"""Read the calendars that are due: a short transaction leases one, none is open while the outside answers,
and a second one settles what came.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, or_, select, update

from app.calendar.domain.outside import AHEAD, BEHIND, window_at
from app.calendar.models import Schedule
from app.calendar.outside.looking import Origin, look, room_to_read
from app.calendar.outside.models import OutsideCalendar
from app.calendar.outside.settling import Leased, nothing_is_held_back, settle, what_looks_lost
from app.calendar.queries.outside import get_outside_calendar
from app.infra.db import db, transaction
from app.infra.outbound import PlainHttp
from app.kernel.errors import Conflict
from app.kernel.interval import Interval
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.calendar.outside.settling import HeldBack

#: Longer than any look takes: a process that died while reading leaves the calendar to others after it.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Work:
    leased: Leased
    origin: Origin


def due_calendars(now: datetime, limit: int) -> Sequence[int]:
    """Return the calendars to be read, those that wait longest first."""
    due = select(OutsideCalendar.id).where(*_is_due(now))
    return db.session.scalars(due.order_by(OutsideCalendar.next_poll_at).limit(limit)).all()


def poll(calendar_id: int, now: datetime) -> None:
    """Read a calendar that is due; one that somebody else reads just now is left to them."""
    work = transaction(lambda: _lease(calendar_id, now, *_is_due(now)))
    if work is not None:
        _do(work, now, what_looks_lost)


def read_now(*, instrument_id: int, calendar_id: int, now: datetime) -> None:
    """Read a calendar because its keeper asks. Opens its own transactions.

    Raises NotFound, Conflict `being_read` or `calendar_paused`, TooManyRequests.
    """
    _read_at_once(instrument_id, calendar_id, now, what_looks_lost)


def take_as_it_is(*, instrument_id: int, calendar_id: int, now: datetime) -> None:
    """Read a calendar, and take also what looks lost: its keeper looked. Raises as `read_now`."""
    _read_at_once(instrument_id, calendar_id, now, nothing_is_held_back)


def _read_at_once(instrument_id: int, calendar_id: int, now: datetime, held_back: HeldBack) -> None:
    with room_to_read():
        work = transaction(lambda: _leased_at_once(instrument_id, calendar_id, now))
        _do(work, now, held_back)


def _leased_at_once(instrument_id: int, calendar_id: int, now: datetime) -> _Work:
    card = get_outside_calendar(instrument_id, calendar_id)
    work = _lease(calendar_id, now, *_is_free(now))
    if work is not None:
        return work
    if card.next_poll_at is None:
        raise Conflict("calendar_paused", N_("This calendar is paused."), fix=N_("Let it go on first."))
    raise Conflict("being_read", N_("This calendar is being read just now."))


def _do(work: _Work, now: datetime, held_back: HeldBack) -> None:
    seen = look(work.origin, window_at(now), now)
    transaction(lambda: settle(work.leased, seen, held_back, now))


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (OutsideCalendar.next_poll_at <= now, *_is_free(now))


def _is_free(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(OutsideCalendar.leased_until.is_(None), OutsideCalendar.leased_until <= now)
    return (OutsideCalendar.next_poll_at.is_not(None), free)


def _lease(calendar_id: int, now: datetime, *conditions: ColumnElement[bool]) -> _Work | None:
    """Take the calendar for this process, by compare-and-swap, or return None."""
    until = now + LEASE
    taken = db.session.execute(
        update(OutsideCalendar)
        .where(OutsideCalendar.id == calendar_id, *conditions)
        .values(leased_until=until)
        .returning(OutsideCalendar.id)
        .execution_options(synchronize_session=False)
    ).first()
    if taken is None:
        return None
    row = db.session.execute(
        select(OutsideCalendar, Schedule.zone, Schedule.lane_count)
        .join(Schedule, Schedule.instrument_id == OutsideCalendar.instrument_id)
        .where(OutsideCalendar.id == calendar_id)
    ).one()
    kept = row.OutsideCalendar
    start = kept.window_start
    origin = Origin(
        url=kept.url,
        plain_http=PlainHttp.ALLOWED if kept.plain_http else PlainHttp.REFUSED,
        zone=row.zone,
        lanes=row.lane_count if kept.lane_number is None else 1,
        kept=zlib.decompress(kept.content),
        kept_window=Interval(start, start + BEHIND + AHEAD),
        etag=kept.etag,
        last_modified=kept.last_modified,
    )
    leased = Leased(kept.id, kept.instrument_id, kept.lane_number, kept.url is not None, until)
    return _Work(leased, origin)
