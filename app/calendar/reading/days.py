"""The days of rules that say nothing of hours, worked out once for all events of a file that share them.

A file of thousands of events has few rules: what differs is the hour, the day of the first and that of the
last. So a rule's days are asked for whole years, from a step before them, and each event takes its own part.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from dateutil import rrule

# Of a keyword of dateutil and what it stands for.
By = tuple[tuple[str, Any], ...]
MOST_KEPT = 500
MONTHS = 12


@lru_cache(MOST_KEPT)
def days_of(frequency: int, interval: int, by: By, begin: date, last: date) -> tuple[int, ...]:
    """Return the ordinals of the days from `begin` to `last`, in order. `begin` is where a step begins."""
    midnight, until = (datetime(day.year, day.month, day.day) for day in (begin, last))  # noqa: DTZ001 -- a wall's
    ruled = rrule.rrule(frequency, dtstart=midnight, interval=interval, until=until, **dict(by))
    return tuple(start.toordinal() for start in ruled)


def said_by_start(frequency: int, by: dict[str, Any], first: date) -> dict[str, Any]:
    """Return the parts of a rule with those that its first day says where the rule does not."""
    if by.keys() & {"byweekno", "byyearday", "bymonthday", "byweekday"}:
        return by
    if frequency == rrule.YEARLY:
        return {"bymonth": (first.month,)} | by | {"bymonthday": (first.day,)}
    if frequency == rrule.MONTHLY:
        return by | {"bymonthday": (first.day,)}
    return by | {"byweekday": (first.weekday(),)} if frequency == rrule.WEEKLY else by


def step_before(frequency: int, interval: int, first: date, day: date, week_begins: int) -> date:
    """Return the begin of the last step at or before `day` that is in step with that of `first`.

    A step is a year, a month, a week or a day, `interval` of them apart. It may lie before `first`. Where
    there is none since the year 1, the step of `first` itself is returned.
    """
    if frequency in (rrule.YEARLY, rrule.MONTHLY):
        size = interval * (MONTHS if frequency == rrule.YEARLY else 1)
        begin, wanted = (_month(each, frequency) for each in (first, day))
        month = begin + (wanted - begin) // size * size
        month = month if month >= MONTHS else begin
        return date(month // MONTHS, month % MONTHS + 1, 1)
    if frequency == rrule.WEEKLY:
        first -= timedelta(days=(first.weekday() - week_begins) % 7)
        interval *= 7
    ordinal = first.toordinal() + (day - first).days // interval * interval
    return date.fromordinal(ordinal) if ordinal >= 1 else first


def _month(day: date, frequency: int) -> int:
    """Return the number of a day's month, for years that of their January."""
    return day.year * MONTHS + (0 if frequency == rrule.YEARLY else day.month - 1)
