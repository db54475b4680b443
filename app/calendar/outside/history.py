"""What is kept of each try to read a calendar, and who is told of what it brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from app.calendar.outside.blocking import Change
from app.calendar.outside.models import OutsideReading
from app.calendar.ports import keepers
from app.calendar.queries.clashes import clashing_with
from app.calendar.queries.outside import get_outside_calendar
from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

KEPT_FOR = timedelta(days=30)
_NO_CHANGE = Change(0, 0)


@dataclass(frozen=True, slots=True)
class History:
    """What came of one try: its code, what the calendar says, and what that changed."""

    outcome: str
    events: int
    spans: int
    blocks: Change = _NO_CHANGE
    status: int | None = None
    milliseconds: int = 0


def note(calendar_id: int, what: History, now: datetime) -> None:
    """Keep what came of a try."""
    db.session.execute(
        insert(OutsideReading).values(
            calendar_id=calendar_id,
            read_at=now,
            outcome=what.outcome,
            status=what.status,
            events=what.events,
            spans=what.spans,
            added=what.blocks.added,
            removed=what.blocks.removed,
            milliseconds=what.milliseconds,
        )
    )


def tell_of_new_clashes(calendar_id: int, instrument_id: int, before: frozenset[str], now: datetime) -> None:
    """Tell the keepers of the bookings under the calendar's blocks that were not `before`."""
    new = clashing_with(calendar_id, now) - before
    if new:
        keepers().clashed(get_outside_calendar(instrument_id, calendar_id), sorted(new), now)


def old_readings(now: datetime, limit: int) -> Sequence[int]:
    """Return the tries that are a month old."""
    old = select(OutsideReading.id).where(OutsideReading.read_at <= now - KEPT_FOR)
    return db.session.scalars(old.order_by(OutsideReading.read_at).limit(limit)).all()


def forget_reading(reading_id: int, _now: datetime) -> None:
    """Delete a try from the history."""
    db.session.execute(delete(OutsideReading).where(OutsideReading.id == reading_id))
