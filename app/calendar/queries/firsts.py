"""Whether any of some instruments has opening hours: a condition, not an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists

from app.calendar.models import Schedule

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select


def have_hours(among: Select[int]) -> ColumnElement[bool]:
    """Tell whether any of the instruments that `among` selects by id has hours."""
    return exists().where(Schedule.instrument_id.in_(among), Schedule.weekly != "")
