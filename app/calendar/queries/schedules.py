"""An instrument's zone, lanes and hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Subquery, bindparam, select

from app.calendar.domain.hours import WeeklyHours
from app.calendar.models import Schedule as Row
from app.calendar.models import weekly_hours
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_

_BY_IDS = select(Row.instrument_id, Row.zone, Row.lane_count, Row.weekly).where(
    Row.instrument_id.in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """An instrument's zone (IANA), number of lanes, and weekly hours in that zone."""

    instrument_id: int
    zone: str
    lane_count: int
    hours: WeeklyHours

    @property
    def lanes(self) -> range:
        """Return the lanes' numbers."""
        return range(1, self.lane_count + 1)

    @property
    def has_hours(self) -> bool:
        """Tell whether the instrument is ever open."""
        return bool(self.hours.periods)


def find_schedule(instrument_id: int) -> Schedule | None:
    """Return the schedule, or None."""
    return schedules([instrument_id]).get(instrument_id)


def zones_to_join() -> Subquery:
    """Return zones: `instrument_id`, `zone`, for whoever asks in a statement of their own."""
    return select(Row.instrument_id, Row.zone).subquery("zones")


def hours_to_join() -> Subquery:
    """Return schedules: `instrument_id`, `zone`, `weekly`, `lane_count`; `open_minutes` reads the hours."""
    return select(Row.instrument_id, Row.zone, Row.weekly, Row.lane_count).subquery("hours")


def open_minutes(zone: str, weekly: str) -> tuple[int, ...]:
    """Return how long each day of the week is open, Monday first, on the wall clock."""
    minutes = [0] * 7
    for period in weekly_hours(zone, weekly).periods:
        minutes[period.weekday - 1] += period.to_minute - period.from_minute
    return tuple(minutes)


def get_schedule(instrument_id: int) -> Schedule:
    """Return the schedule. Raises NotFound."""
    found = find_schedule(instrument_id)
    if found is None:
        raise NotFound("not_found", N_("This instrument has no schedule."))
    return found


def schedules(instrument_ids: Sequence[int]) -> dict[int, Schedule]:
    """Return the schedules of those (a page's worth) that have one, in one query."""
    rows = db.session.execute(_BY_IDS, {"ids": list(instrument_ids)})
    return {
        instrument_id: Schedule(instrument_id, zone, lane_count, weekly_hours(zone, weekly))
        for instrument_id, zone, lane_count, weekly in rows
    }
