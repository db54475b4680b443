"""The times of rules that say more than days: several on a day, or one every so many hours."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from dateutil import rrule

from app.calendar.reading.days import picked, sets_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HOURS = 24


def times_of(
    frequency: int, interval: int, by: Mapping[str, Any], first: datetime, days: tuple[date, date]
) -> Iterator[datetime]:
    """Return the naive wall times from the one of `days` to the other and some after, in order.

    The one is where a step begins; of hours it is any day. What `by` does not say `first` does.
    """
    if frequency == rrule.HOURLY:
        steps = _by_hours(interval, by, first, days)
    else:
        steps = _by_days(frequency, interval, by, first, days)
    for times in steps:
        yield from picked(times, by.get("bysetpos"))


def _by_days(
    frequency: int, interval: int, by: Mapping[str, Any], first: datetime, days: tuple[date, date]
) -> Iterator[list[datetime]]:
    """Return the times of each step of days."""
    hours, rest = by.get("byhour", (first.hour,)), _past_the_hour(by, first)
    clock = [time(hour, *each) for hour in hours for each in rest]
    for step in sets_of(frequency, interval, by, *days):
        yield [datetime.combine(date.fromordinal(day), each) for day in step for each in clock]


def _by_hours(
    interval: int, by: Mapping[str, Any], first: datetime, days: tuple[date, date]
) -> Iterator[list[datetime]]:
    """Return the times of each hour that is a step."""
    hours, rest = by.get("byhour", range(HOURS)), _past_the_hour(by, first)
    for [day] in sets_of(rrule.DAILY, 1, by, *days):
        since = (day - first.toordinal()) * HOURS - first.hour
        for hour in range(-since % interval, HOURS, interval):
            if hour in hours:
                yield [datetime.combine(date.fromordinal(day), time(hour, *each)) for each in rest]


def _past_the_hour(by: Mapping[str, Any], first: datetime) -> list[tuple[int, int]]:
    """Return the minutes and seconds of each hour."""
    minutes, seconds = by.get("byminute", (first.minute,)), by.get("bysecond", (first.second,))
    return [(minute, second) for minute in minutes for second in seconds]
