"""Outside calendars: which an instrument has, how each fared, and what it blocks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, String, cast, func, literal_column, select

from app.calendar.domain.outside import OutsideState, shown_address
from app.calendar.domain.outside_cards import DraftCard, OutsideCard, ReadingCard, Remark, SourceCard
from app.calendar.models import Allocation
from app.calendar.outside.models import OutsideCalendar, OutsideDraft, OutsideReading
from app.calendar.queries.closures import SUBJECT
from app.infra.db import db
from app.infra.events import last_at
from app.kernel.errors import NotFound
from app.kernel.interval import Interval, merge
from app.kernel.text import N_

#: The action that lets a calendar go, with its history.
REMOVE_CALENDAR = "remove_calendar"

_SOURCE = ("lane_number", "name", "url", "filename", "events", "own_events", "notes", "instrument_id")
_KEPT = ("id", "state", "trouble", "failures", "next_poll_at", "last_good_at", "spans", "created_at")
# Never the content: it may have ten megabytes.
_CARDS = select(*(getattr(OutsideCalendar, name) for name in (*_SOURCE, *_KEPT)))
_DRAFTS = select(*(getattr(OutsideDraft, name) for name in (*_SOURCE, "ref", "calendar_id", "busy")))
_READINGS = select(
    OutsideReading.id,
    OutsideReading.read_at,
    OutsideReading.outcome,
    OutsideReading.status,
    OutsideReading.events,
    OutsideReading.spans,
    OutsideReading.added,
    OutsideReading.removed,
    OutsideReading.milliseconds,
)


def outside_calendars(instrument_id: int) -> list[OutsideCard]:
    """Return the calendars that block the instrument, oldest first; one has at most twenty."""
    of_it = _CARDS.where(OutsideCalendar.instrument_id == instrument_id).order_by(OutsideCalendar.id)
    return [_card(row) for row in db.session.execute(of_it)]


def get_outside_calendar(instrument_id: int, calendar_id: int) -> OutsideCard:
    """Return one of the instrument's calendars. Raises NotFound."""
    which = (OutsideCalendar.instrument_id == instrument_id, OutsideCalendar.id == calendar_id)
    row = db.session.execute(_CARDS.where(*which)).one_or_none()
    if row is None:
        raise no_such_calendar()
    return _card(row)


def get_draft(instrument_id: int, ref: str) -> DraftCard:
    """Return a calendar that is not saved yet. Raises NotFound, also a day later."""
    row = db.session.execute(
        _DRAFTS.where(OutsideDraft.instrument_id == instrument_id, OutsideDraft.ref == ref)
    ).one_or_none()
    if row is None:
        raise no_such_draft()
    return DraftCard(row.ref, _source(row), row.calendar_id, spans_of(row.busy))


def readings(calendar_id: int, *, before: int | None, limit: int) -> list[ReadingCard]:
    """Return the tries to read a calendar, newest first, older than the one whose id is `before`."""
    wanted = _READINGS.where(OutsideReading.calendar_id == calendar_id)
    if before is not None:
        wanted = wanted.where(OutsideReading.id < before)
    rows = db.session.execute(wanted.order_by(OutsideReading.id.desc()).limit(limit))
    return [ReadingCard(*row) for row in rows]


def outside_blocks(instrument_id: int, window: Interval) -> dict[str, list[Interval]]:
    """Return what outside calendars block in `window`, uncut, by the calendar's name, for its keepers."""
    rows = db.session.execute(
        select(OutsideCalendar.name, Allocation.starts_at, Allocation.ends_at)
        .join(Allocation, Allocation.outside_calendar_id == OutsideCalendar.id)
        .where(
            Allocation.instrument_id == instrument_id,
            Allocation.ends_at > window.start,
            Allocation.starts_at < window.end,
        )
        .order_by(OutsideCalendar.name, OutsideCalendar.id, Allocation.starts_at)
    )
    found: dict[str, list[Interval]] = {}
    for name, starts_at, ends_at in rows:
        found.setdefault(name, []).append(Interval(starts_at, ends_at))
    return {name: merge(spans) for name, spans in found.items()}


def changes_to_select(instrument: ColumnElement[int]) -> ColumnElement[str]:
    """Return what changes when outside calendars come to block other time, for somebody else's statement."""
    known = cast(OutsideCalendar.id, String) + ":" + OutsideCalendar.spans_hash
    of_it = select(known.label("known")).where(OutsideCalendar.instrument_id == instrument)
    one = of_it.order_by(OutsideCalendar.id).subquery()
    # A plain text as separator would be filled in by SQLAlchemy at each execution.
    known_all = func.aggregate_strings(one.c.known, literal_column("' '"))  # type: ignore[arg-type]
    return func.coalesce(select(known_all).scalar_subquery(), "")


def outside_changed_at(instrument_id: int) -> datetime | None:
    """Return when outside calendars last came to block other time; None where that is over a month ago."""
    of_it = select(OutsideCalendar.id).where(OutsideCalendar.instrument_id == instrument_id)
    read_at: datetime | None = db.session.scalar(
        select(func.max(OutsideReading.read_at)).where(
            OutsideReading.calendar_id.in_(of_it), OutsideReading.added + OutsideReading.removed > 0
        )
    )
    removed_at = last_at(SUBJECT, str(instrument_id), REMOVE_CALENDAR)
    return max((each for each in (read_at, removed_at) if each is not None), default=None)


def count_ahead(calendar_id: int, now: datetime) -> int:
    """Return how many spans of a calendar still block something, each counted once for all lanes."""
    starts = func.count(func.distinct(Allocation.starts_at))
    ahead = (Allocation.outside_calendar_id == calendar_id, Allocation.ends_at > now)
    return db.session.scalar(select(starts).where(*ahead)) or 0


def spans_of(written: list[list[str]]) -> tuple[Interval, ...]:
    """Return spans as they are kept in a draft."""
    return tuple(
        Interval(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in written
    )


def no_such_calendar() -> NotFound:
    """Return the refusal of a calendar that does not exist, or is none of the asker's business."""
    return NotFound("not_found", N_("There is no such outside calendar."))


def no_such_draft() -> NotFound:
    """Return the refusal of a preview that is over."""
    fix = N_("Give its address or file again.")
    return NotFound("not_found", N_("This preview is over: it was saved, or is a day old."), fix=fix)


def _card(row: Row[Any]) -> OutsideCard:
    return OutsideCard(
        row.id,
        _source(row),
        OutsideState(row.state),
        row.trouble,
        row.failures,
        row.next_poll_at,
        row.last_good_at,
        row.spans,
        row.created_at,
    )


def _source(row: Row[Any]) -> SourceCard:
    return SourceCard(
        row.instrument_id,
        row.lane_number,
        row.name,
        shown_address(row.url) if row.url else row.filename,
        row.url is not None,
        row.events,
        row.own_events,
        tuple(Remark(*each) for each in row.notes),
    )
