"""The columns of a calendar that several use cases write."""

from __future__ import annotations

import zlib
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from app.calendar.domain.outside import OutsideState
from app.calendar.outside.models import OutsideCalendar
from app.infra.db import db

if TYPE_CHECKING:
    from datetime import datetime

    from app.calendar.outside.looking import Found

LONGEST_NAME = 100


def fresh(now: datetime) -> dict[str, Any]:
    """Return the columns of a calendar that was just read well."""
    return {
        "state": OutsideState.FRESH.value,
        "trouble": None,
        "failures": 0,
        "last_good_at": now,
        "alarm_at": None,
    }


def in_one_line(name: str) -> str:
    """Return what a person called something, without the line ends that would break a mail."""
    return " ".join(name.split())[:LONGEST_NAME]


def read_columns(found: Found) -> dict[str, Any]:
    """Return what draft and calendar keep of a good look."""
    return {
        "content": zlib.compress(found.content),
        "etag": found.etag,
        "last_modified": found.last_modified,
        "events": found.reading.events,
        "own_events": found.reading.own_events,
        "notes": [list(astuple(note)) for note in found.reading.notes],
        "window_start": found.window.start,
    }


def change_row(calendar_id: int, **values: Any) -> None:
    """Change columns of a calendar."""
    db.session.execute(
        update(OutsideCalendar)
        .where(OutsideCalendar.id == calendar_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
