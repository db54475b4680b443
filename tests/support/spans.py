"""How tests write spans and hours: `utc("2026-03-02 09:00")`, `span("2026-03-02 09:00", "11:00")`."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.calendar.domain.hours import OpeningPeriod, WeeklyHours
from app.kernel.interval import Interval
from app.kernel.wall import read_minute


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(start: str, end: str) -> Interval:
    """Read a UTC span; an end without a date lies on the day of the start."""
    return Interval(utc(start), utc(end if " " in end else f"{start[:10]} {end}"))


def local_span(zone: str, start: str, end: str) -> Interval:
    """Read a span of wall-clock times that are unambiguous in `zone`."""
    at = ZoneInfo(zone)
    return Interval(
        datetime.fromisoformat(start).replace(tzinfo=at), datetime.fromisoformat(end).replace(tzinfo=at)
    )


def hours(zone: str, *periods: str) -> WeeklyHours:
    """Read hours such as `"1 08:30-17:30"`; weekday `*` is every day."""
    found = []
    for period in periods:
        weekday, clock = period.split(" ")
        opens, closes = (read_minute(each) for each in clock.split("-"))
        days = range(1, 8) if weekday == "*" else [int(weekday)]
        found += [OpeningPeriod(day, opens, closes) for day in days]
    return WeeklyHours(zone, tuple(sorted(found)))
