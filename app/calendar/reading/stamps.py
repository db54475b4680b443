"""Dates and times as a calendar writes them (RFC 5545, 3.3.4, 3.3.5, 3.3.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.calendar.reading.lines import Line

# Seconds are missing in some files, dashes and colons stand in others, or an offset instead of a zone.
STAMP = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[Tt ](\d\d):?(\d\d):?(\d\d)?(?:[.,]\d+)?\s*([Zz]|[+-]\d\d:?\d\d)?)?"
)
NUMBER = r"(\d{1,18})"
DURATION = re.compile(
    rf"([+-]?)P(?:{NUMBER}W)?(?:{NUMBER}D)?(?:T(?:{NUMBER}H)?(?:{NUMBER}M)?(?:{NUMBER}S)?)?", re.IGNORECASE
)
# Further than any calendar means; keeps sums of days inside what a datetime can hold.
LONGEST = timedelta(days=366 * 100)
# Zones begin in 1601 with some products; "never ends" is written as 9999. Both must bear sums of days.
FIRST_YEAR, LAST_YEAR = 1500, 4000


class Zone(Protocol):
    """A zone: what a clock on its wall shows."""

    def utc(self, wall: datetime) -> datetime:
        """Return the instant of a naive wall time; one skipped or doubled has the offset before."""

    def wall(self, instant: datetime) -> datetime:
        """Return the naive wall time of an instant."""


class ZoneOf(Protocol):
    """Which zone a TZID means."""

    def __call__(self, tzid: str | None) -> Zone:
        """Return the zone; for None the one in which times without a zone are read."""


class Utc:
    """The zone of times that end in Z."""

    def utc(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=UTC)

    def wall(self, instant: datetime) -> datetime:
        return instant.astimezone(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date or a time on a zone's wall. A date is its midnight; one floats where the file names no zone."""

    at: datetime
    zone: Zone
    is_date: bool = False
    is_floating: bool = False

    @property
    def instant(self) -> datetime:
        """Return the moment in UTC."""
        return self.zone.utc(self.at)

    @property
    def day(self) -> date:
        """Return the day as written."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Duration:
    """A length: days of the calendar, then elapsed time (RFC 5545, 3.3.6)."""

    days: timedelta
    time: timedelta

    def end(self, start: Stamp) -> datetime:
        """Return the instant this long after `start`."""
        return start.zone.utc(start.at + self.days) + self.time


UTC_ZONE = Utc()


def read_stamp(line: Line, value: str, zone_of: ZoneOf) -> Stamp | None:
    """Return the date or time that `value` of a property says, None where it says none."""
    found = STAMP.fullmatch(value.strip())
    midnight = _midnight(found) if found else None
    if found is None or midnight is None:
        return None
    hour, minute, second, offset = found.groups()[3:]
    if hour is None or line.params.get("VALUE", "").upper() == "DATE":
        return Stamp(midnight, zone_of(None), is_date=True, is_floating=True)
    past = timedelta(hours=int(hour), minutes=int(minute), seconds=min(int(second or 0), 59))
    if past > timedelta(days=1) or int(minute) > 59:
        return None
    tzid = line.params.get("TZID") or None
    zone = UTC_ZONE if offset in ("Z", "z") else zone_of(f"UTC{offset}" if offset else tzid)
    return Stamp(midnight + past, zone, is_floating=not offset and tzid is None)


def _midnight(found: re.Match[str]) -> datetime | None:
    try:
        day = datetime(min(int(found[1]), LAST_YEAR), int(found[2]), int(found[3]))  # noqa: DTZ001 -- a wall's
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


def read_duration(value: str) -> Duration | None:
    """Return a length, None where `value` is none. A negative one is no time."""
    found = DURATION.fullmatch(value.strip())
    if found is None or not any(found.groups()[1:]):
        return None
    sign, weeks, days, hours, minutes, seconds = found.groups()
    try:
        whole = timedelta(weeks=int(weeks or 0), days=int(days or 0))
        rest = timedelta(hours=int(hours or 0), minutes=int(minutes or 0), seconds=int(seconds or 0))
    except OverflowError:
        return None
    if sign == "-" or whole + rest > LONGEST:
        return Duration(timedelta(0), timedelta(0))
    return Duration(whole, rest)
