"""What a look at a calendar changes, in one transaction. Nothing that fails or looks lost frees any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Row, update

from app.calendar.allocations import queue_up
from app.calendar.domain.outside import (
    LOUD_AFTER,
    SHRUNK,
    OutsideState,
    hash_of,
    is_given_up,
    is_shrunk_to_nothing,
    next_poll,
    next_roll,
    next_try,
)
from app.calendar.domain.outside_cards import Ailment
from app.calendar.outside.blocking import replace_blocks
from app.calendar.outside.history import History, note, tell_of_new_clashes
from app.calendar.outside.models import OutsideCalendar
from app.calendar.outside.rows import change_row, fresh, read_columns
from app.calendar.ports import keepers
from app.calendar.queries.clashes import clashing_with
from app.calendar.queries.outside import count_ahead, get_outside_calendar
from app.infra.db import db

if TYPE_CHECKING:
    from app.calendar.outside.looking import Found, Look
    from app.calendar.reading.busy import Reading

    _Before = Row[int, int, int, datetime]


@dataclass(frozen=True, slots=True)
class Leased:
    """A calendar that this process reads until a moment."""

    calendar_id: int
    instrument_id: int
    lane: int | None
    is_polled: bool
    until: datetime


#: Tells whether a reading is held back until the keeper has looked.
HeldBack = Callable[[Leased, "Reading", datetime], bool]


def what_looks_lost(leased: Leased, reading: Reading, now: datetime) -> bool:
    """Hold back what would free the instrument as by accident."""
    foreign = reading.events - reading.own_events
    ahead = sum(span.end > now for span in reading.busy)
    return is_shrunk_to_nothing(count_ahead(leased.calendar_id, now), foreign, ahead)


def nothing_is_held_back(_leased: Leased, _reading: Reading, _now: datetime) -> bool:
    """Take whatever the calendar says."""
    return False


def settle(leased: Leased, seen: Look, held_back: HeldBack, now: datetime) -> None:
    """Keep what came of a look. A lease that somebody took over or ended meanwhile settles nothing."""
    queue_up(leased.instrument_id)
    row = db.session.execute(
        update(OutsideCalendar)
        .where(OutsideCalendar.id == leased.calendar_id, OutsideCalendar.leased_until == leased.until)
        .values(leased_until=None)
        .returning(OutsideCalendar.failures, OutsideCalendar.events, OutsideCalendar.spans,
                   OutsideCalendar.last_good_at)
        .execution_options(synchronize_session=False)
    ).one_or_none()  # fmt: skip
    if row is None:
        return
    if seen.refusal is not None:
        _fail(leased, seen, row, now)
    elif seen.found is None:
        change_row(leased.calendar_id, **fresh(now), next_poll_at=_following(leased, now))
        _note(leased, seen, History(seen.outcome, row.events, row.spans), now)
    elif held_back(leased, seen.found.reading, now):
        _hold_back(leased, seen, seen.found, row, now)
    else:
        _take(leased, seen, seen.found, now)


def _take(leased: Leased, seen: Look, found: Found, now: datetime) -> None:
    """Let the calendar block what it says now."""
    calendar_id, spans = leased.calendar_id, found.reading.busy
    before = clashing_with(calendar_id, now)
    blocks = replace_blocks(
        calendar_id=calendar_id, instrument_id=leased.instrument_id, lane=leased.lane, spans=spans
    )
    change_row(
        calendar_id,
        **read_columns(found),
        **fresh(now),
        next_poll_at=_following(leased, now),
        spans=len(spans),
        spans_hash=hash_of(spans),
    )
    _note(leased, seen, History(seen.outcome, found.reading.events, len(spans), blocks), now)
    tell_of_new_clashes(calendar_id, leased.instrument_id, before, now)


def _hold_back(leased: Leased, seen: Look, found: Found, row: _Before, now: datetime) -> None:
    """Keep what stands, and what would ask again for the content that is not trusted: no validator moves."""
    change_row(
        leased.calendar_id,
        state=OutsideState.STALE.value,
        trouble=SHRUNK,
        failures=0,
        next_poll_at=_following(leased, now),
        alarm_at=_alarm(row.last_good_at, now),
    )
    reading = found.reading
    _note(leased, seen, History(SHRUNK, reading.events, len(reading.busy)), now)
    _tell(leased, Ailment.SHRUNK, now)


def _fail(leased: Leased, seen: Look, row: _Before, now: datetime) -> None:
    """Keep what stands, and wait longer each time; after some times give up until the keeper says so."""
    failures = row.failures + 1
    given_up = is_given_up(failures)
    change_row(
        leased.calendar_id,
        state=(OutsideState.PAUSED if given_up else OutsideState.STALE).value,
        trouble=seen.outcome,
        failures=failures,
        next_poll_at=None if given_up else next_try(leased.calendar_id, failures, now, seen.wait),
        alarm_at=_alarm(row.last_good_at, now),
    )
    _note(leased, seen, History(seen.outcome, row.events, row.spans), now)
    _tell(leased, Ailment.PAUSED if given_up else Ailment.STALE, now)


def _alarm(last_good_at: datetime, now: datetime) -> datetime:
    return max(last_good_at + LOUD_AFTER, now)


def _following(leased: Leased, now: datetime) -> datetime:
    return (next_poll if leased.is_polled else next_roll)(leased.calendar_id, now)


def _note(leased: Leased, seen: Look, what: History, now: datetime) -> None:
    whole = replace(what, status=seen.status, milliseconds=seen.milliseconds)
    note(leased.calendar_id, whole, now)


def _tell(leased: Leased, ailment: Ailment, now: datetime) -> None:
    keepers().ailing(get_outside_calendar(leased.instrument_id, leased.calendar_id), ailment, now)
