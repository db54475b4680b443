"""Connect a calendar as it was previewed, name it anew, pause it, let it go on, let it go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, func, insert, select

from app.calendar.allocations import queue_up
from app.calendar.domain.outside import LOUD_AFTER, Outcome, OutsideState, hash_of, next_poll, next_roll
from app.calendar.models import Allocation
from app.calendar.outside.blocking import replace_blocks
from app.calendar.outside.history import History, note, tell_of_new_clashes
from app.calendar.outside.models import OutsideCalendar, OutsideDraft, OutsideReading
from app.calendar.outside.rows import change_row, fresh, in_one_line
from app.calendar.queries.clashes import clashing_with
from app.calendar.queries.closures import SUBJECT
from app.calendar.queries.outside import REMOVE_CALENDAR, get_outside_calendar, no_such_draft, spans_of
from app.infra.db import db
from app.infra.events import SYSTEM, EventActor, record
from app.kernel.errors import Conflict, Invalid
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime


MOST_CALENDARS = 20
#: What a draft and a calendar have in common.
_SOURCE = (
    "lane_number", "name", "url", "filename", "plain_http", "content", "etag", "last_modified", "events",
    "own_events", "notes", "window_start",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """Something a keeper does to one of the instrument's calendars."""

    instrument_id: int
    calendar_id: int
    by: EventActor
    now: datetime


def connect(*, instrument_id: int, ref: str, now: datetime, by: EventActor = SYSTEM) -> int:
    """Let a previewed calendar block the instrument; return its id. The draft is gone then.

    Standing bookings stay, and their keepers are told. Raises NotFound; Conflict `too_many_calendars`.
    """
    queue_up(instrument_id)
    draft = _taken(instrument_id, ref)
    calendar_id: int | None = draft.calendar_id
    if calendar_id is None:
        calendar_id = _insert(draft, now)
        before: frozenset[str] = frozenset()
    else:
        get_outside_calendar(instrument_id, calendar_id)
        before = clashing_with(calendar_id, now)
    spans = spans_of(draft.busy)
    blocks = replace_blocks(
        calendar_id=calendar_id, instrument_id=instrument_id, lane=draft.lane_number, spans=spans
    )
    values = {name: getattr(draft, name) for name in _SOURCE}
    following = next_poll if draft.url is not None else next_roll
    change_row(
        calendar_id,
        **values,
        **fresh(now),
        next_poll_at=following(calendar_id, now),
        leased_until=None,
        spans=len(spans),
        spans_hash=hash_of(spans),
    )
    note(calendar_id, History(Outcome.READ, draft.events, len(spans), blocks), now)
    change = Change(instrument_id, calendar_id, by, now)
    _record("connect_calendar" if draft.calendar_id is None else "replace_calendar", change, draft.name)
    tell_of_new_clashes(calendar_id, instrument_id, before, now)
    return calendar_id


def rename(change: Change, name: str) -> None:
    """Call a calendar something else. Raises NotFound, Invalid."""
    get_outside_calendar(change.instrument_id, change.calendar_id)
    if not name.strip():
        raise Invalid("missing", N_("Give the calendar a name."), field="name")
    change_row(change.calendar_id, name=in_one_line(name))
    _record("rename_calendar", change, in_one_line(name))


def pause(change: Change) -> None:
    """Read a calendar no more until its keeper says so; what it blocks stays. Raises NotFound, Conflict."""
    card = get_outside_calendar(change.instrument_id, change.calendar_id)
    if not card.source.is_polled or card.state is OutsideState.PAUSED:
        raise Conflict("not_polled", N_("This calendar is not being read just now."))
    _pause(change, card.name)


def pause_all(*, instrument_id: int, now: datetime, by: EventActor) -> None:
    """Read no calendar of an instrument any more, uploaded files neither; what they block stays."""
    kept = select(OutsideCalendar.id, OutsideCalendar.name).where(
        OutsideCalendar.instrument_id == instrument_id, OutsideCalendar.state != OutsideState.PAUSED
    )
    for calendar_id, name in db.session.execute(kept.order_by(OutsideCalendar.id)).all():
        _pause(Change(instrument_id, calendar_id, by, now), name)


def resume(change: Change) -> None:
    """Read a paused calendar again, at the scheduler's next turn. Raises NotFound, Conflict."""
    card = get_outside_calendar(change.instrument_id, change.calendar_id)
    if card.state is not OutsideState.PAUSED:
        raise Conflict("not_paused", N_("This calendar is not paused."))
    state = OutsideState.STALE if card.trouble else OutsideState.FRESH
    alarm = max(card.last_good_at + LOUD_AFTER, change.now) if card.trouble else None
    change_row(change.calendar_id, state=state, failures=0, next_poll_at=change.now, alarm_at=alarm)
    _record("resume_calendar", change, card.name)


def remove(change: Change) -> None:
    """Let a calendar go, with its history: what it blocked is free. Raises NotFound."""
    card = get_outside_calendar(change.instrument_id, change.calendar_id)
    queue_up(change.instrument_id)
    for of_it in (
        delete(Allocation).where(Allocation.outside_calendar_id == card.id),
        delete(OutsideReading).where(OutsideReading.calendar_id == card.id),
        delete(OutsideDraft).where(OutsideDraft.calendar_id == card.id),
        delete(OutsideCalendar).where(OutsideCalendar.id == card.id),
    ):
        db.session.execute(of_it.execution_options(synchronize_session=False))
    _record(REMOVE_CALENDAR, change, card.name)


def _pause(change: Change, name: str) -> None:
    paused = {"state": OutsideState.PAUSED, "next_poll_at": None, "leased_until": None, "alarm_at": None}
    change_row(change.calendar_id, **paused)
    _record("pause_calendar", change, name)


def _taken(instrument_id: int, ref: str) -> Row[Any]:
    """Return a draft and delete it: of two who save it, one does."""
    of_it = (OutsideDraft.instrument_id == instrument_id, OutsideDraft.ref == ref)
    columns = [getattr(OutsideDraft, name) for name in (*_SOURCE, "instrument_id", "calendar_id", "busy")]
    row = db.session.execute(delete(OutsideDraft).where(*of_it).returning(*columns)).one_or_none()
    if row is None:
        raise no_such_draft()
    return row


def _insert(draft: Row[Any], now: datetime) -> int:
    number = select(func.count()).where(OutsideCalendar.instrument_id == draft.instrument_id)
    if (db.session.scalar(number) or 0) >= MOST_CALENDARS:
        raise Conflict(
            "too_many_calendars",
            N_("An instrument has at most %(most)s outside calendars."),
            fix=N_("Remove one first."),
            most=MOST_CALENDARS,
        )
    values = {name: getattr(draft, name) for name in _SOURCE}
    statement = insert(OutsideCalendar).values(
        **values,
        **fresh(now),
        instrument_id=draft.instrument_id,
        next_poll_at=now,
        spans=0,
        spans_hash=hash_of(()),
        created_at=now,
    )
    return db.session.execute(statement.returning(OutsideCalendar.id)).scalar_one()


def _record(action: str, change: Change, name: str) -> None:
    """Note what was done in the history of the instrument's time; never an address."""
    record(
        subject_kind=SUBJECT,
        subject_ref=str(change.instrument_id),
        action=action,
        at=change.now,
        actor=change.by,
        data={"calendar": change.calendar_id, "name": name},
    )
