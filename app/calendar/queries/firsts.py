"""Whether any of some instruments has opening hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from app.calendar.models import Schedule
from app.infra.db import db

if TYPE_CHECKING:
    from sqlalchemy import Select


def have_hours(among: Select[int]) -> bool:
    """Tell whether any of the instruments that `among` selects by id has hours. One query."""
    return bool(
        db.session.scalar(select(exists().where(Schedule.instrument_id.in_(among), Schedule.weekly != "")))
    )
