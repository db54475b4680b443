"""Give instruments a schedule: zone and lanes, opening hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, update

from app.calendar.domain.hours import WeeklyHours, zone_problems
from app.calendar.models import Lane, Schedule, weekly_text
from app.infra.db import db
from app.kernel.errors import Invalid, NotFound, Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_LANES = 200
# Ids named in one statement: engines limit them (SQLite 32,766, PostgreSQL 65,535).
A_STATEMENT = 10_000


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """What a schedule starts with. Without hours the instrument is never open."""

    instrument_id: int
    zone: str
    lane_count: int = 1
    hours: WeeklyHours | None = None


def create_schedules_many(*, schedules: Iterable[NewSchedule]) -> None:
    """Create many schedules with their lanes in two statements."""
    new = list(schedules)
    problems = [problem for each in new for problem in schedule_problems(each.zone, each.lane_count)]
    if problems:
        raise Invalid.of(problems)
    if not new:
        return
    db.session.execute(insert(Schedule), [_row(each) for each in new])
    db.session.execute(
        insert(Lane),
        [
            {"instrument_id": each.instrument_id, "number": number}
            for each in new
            for number in range(1, each.lane_count + 1)
        ],
    )


def set_opening_hours(*, instrument_id: int, hours: WeeklyHours) -> None:
    """Replace the weekly hours, and the zone they are read in. Standing bookings stay. Raises NotFound."""
    set_opening_hours_many(instrument_ids=[instrument_id], hours=hours)


def set_opening_hours_many(*, instrument_ids: Sequence[int], hours: WeeklyHours) -> None:
    """Give many instruments the same hours and zone. Raises NotFound when one of them has no schedule."""
    for first in range(0, len(instrument_ids), A_STATEMENT):
        chunk = instrument_ids[first : first + A_STATEMENT]
        statement = (
            update(Schedule)
            .where(Schedule.instrument_id.in_(chunk))
            .values(zone=hours.zone, weekly=weekly_text(hours))
            .returning(Schedule.instrument_id)
            .execution_options(synchronize_session=False)
        )
        if len(db.session.execute(statement).all()) != len(set(chunk)):
            raise NotFound("not_found", N_("This instrument has no schedule."))


def _row(new: NewSchedule) -> dict[str, object]:
    return {
        "instrument_id": new.instrument_id,
        "zone": new.hours.zone if new.hours else new.zone,
        "lane_count": new.lane_count,
        "weekly": weekly_text(new.hours) if new.hours else "",
    }


def schedule_problems(zone: str, lane_count: int) -> list[Problem]:
    """Return why a schedule can not have this zone or so many lanes; none when it can."""
    problems = zone_problems(zone, "zone")
    if not 1 <= lane_count <= MOST_LANES:
        problems.append(
            Problem(
                "invalid_lane_count",
                N_("An instrument has from 1 to %(most)d lanes."),
                "lane_count",
                None,
                {"most": MOST_LANES},
            )
        )
    return problems
