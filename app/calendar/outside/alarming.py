"""A calendar that nobody could read for a week is told of loudly: each day, until somebody acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.calendar.domain.outside import ALARM_EVERY
from app.calendar.domain.outside_cards import Ailment
from app.calendar.outside.models import OutsideCalendar
from app.calendar.ports import keepers
from app.calendar.queries.outside import get_outside_calendar
from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def alarming_calendars(now: datetime, limit: int) -> Sequence[int]:
    """Return the calendars whose lab is to be told, those that wait longest first."""
    due = select(OutsideCalendar.id).where(OutsideCalendar.alarm_at <= now)
    return db.session.scalars(due.order_by(OutsideCalendar.alarm_at).limit(limit)).all()


def alarm(calendar_id: int, now: datetime) -> None:
    """Tell the lab once more; quietly nothing when the calendar was read meanwhile."""
    row = db.session.execute(
        update(OutsideCalendar)
        .where(OutsideCalendar.id == calendar_id, OutsideCalendar.alarm_at <= now)
        .values(alarm_at=now + ALARM_EVERY)
        .returning(OutsideCalendar.instrument_id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is not None:
        keepers().ailing(get_outside_calendar(row.instrument_id, calendar_id), Ailment.OVERDUE, now)
