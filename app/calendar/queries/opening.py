"""How long instruments are open in an ordinary week, group by group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select

from app.calendar.models import Schedule, weekly_hours
from app.infra.db import db


@dataclass(frozen=True, slots=True)
class OpenWeek:
    """How many of a group's instruments are ever open, and their minutes of an ordinary week together."""

    instruments: int = 0
    minutes: int = 0

    @property
    def average_minutes(self) -> int:
        """Return the minutes of an average instrument; 0 where none is ever open."""
        return self.minutes // self.instruments if self.instruments else 0


def open_weeks(among: Select[Any]) -> dict[int, OpenWeek]:
    """Return the open weeks by group; `among` selects instrument ids (first column) and their group (second).

    One query: the database counts equal hours together, so it answers few rows whatever their number.
    """
    chosen = among.subquery("chosen")
    instrument, group = chosen.c
    query = (
        select(group, Schedule.zone, Schedule.weekly, func.count())
        .join(chosen, instrument == Schedule.instrument_id)
        .where(Schedule.weekly != "")
        .group_by(group, Schedule.zone, Schedule.weekly)
    )
    found: dict[int, OpenWeek] = {}
    for whose, zone, weekly, number in db.session.execute(query):
        sofar = found.get(whose, OpenWeek())
        minutes = sum(each.to_minute - each.from_minute for each in weekly_hours(zone, weekly).periods)
        found[whose] = replace(
            sofar, instruments=sofar.instruments + number, minutes=sofar.minutes + number * minutes
        )
    return found
