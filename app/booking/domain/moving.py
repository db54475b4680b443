"""What the rows, names and dates of another system's file mean in this one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.kernel.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.booking.domain.moving_headings import Heading


class MoveKind(StrEnum):
    """What a file holds: use that is over, or bookings to come."""

    USAGE = "usage"
    BOOKINGS = "bookings"


class DateOrder(StrEnum):
    """In which order 03/04/2026 is written. A year of four digits that comes first needs no order."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a file is read: headings by what they are, their instruments' names as ids of ours."""

    columns: Mapping[Heading, str]
    instruments: Mapping[str, int]
    order: DateOrder
    zone: str


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One use or booking of the file. `line` is 0 in a calendar, which has none."""

    line: int
    instrument_id: int
    span: Interval
    who: str
    purpose: str

    @property
    def key(self) -> str:
        """Return what is the same whenever the same row comes again."""
        facts = (self.instrument_id, self.span.start.isoformat(), self.span.end.isoformat())
        return sha256("\0".join(map(str, (*facts, self.who, self.purpose))).encode()).hexdigest()[:32]


DATE = r"(?P<first>\d{1,4})\s*[-/.年]\s*(?P<second>\d{1,2})\s*[-/.月]\s*(?P<third>\d{1,4})\s*日?"
TIME = (
    r"(?P<before>上午|下午)?\s*(?P<hour>\d{1,2})\s*[:：时]\s*(?P<minute>\d{2})"
    r"(?:\s*[:：分]\s*(?P<second_of>\d{2})(?:\.\d+)?)?\s*[分秒]?"
    r"\s*(?P<after>[AaPp][Mm])?\s*(?P<offset>[Zz]|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])?"
)
MOMENT = re.compile(rf"(?:{DATE})?[\sT]*(?:{TIME})?")
AFTERNOON = frozenset({"下午", "pm"})


def read_day(text: str, order: DateOrder) -> date | None:
    """Return the date at the beginning of a text, None where there is none."""
    found = _parts(text)
    if found is None or found["first"] is None:
        return None
    first, second, third = (int(found[name]) for name in ("first", "second", "third"))
    if len(found["first"]) == 4:
        year, month, day = first, second, third
    elif order is DateOrder.DAY_FIRST:
        day, month, year = first, second, third
    else:
        month, day, year = first, second, third
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def read_moment(text: str, meaning: Meaning, day: date | None = None) -> datetime | None:
    """Return the moment that a text says, in UTC; a time alone is one of `day`. None for no moment."""
    found = _parts(text)
    if found is None or found["hour"] is None:
        return None
    day = read_day(text, meaning.order) if found["first"] else day
    hour = _hour(int(found["hour"]), (found["before"] or found["after"] or "").lower())
    minute, second = int(found["minute"]), int(found["second_of"] or 0)
    if day is None or hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second > 0):
        return None
    wall = datetime.combine(day, time.min) + timedelta(hours=hour, minutes=minute, seconds=second)
    if found["offset"]:
        return datetime.fromisoformat(f"{wall.isoformat()}{found['offset'].upper()}").astimezone(UTC)
    return wall.replace(tzinfo=ZoneInfo(meaning.zone)).astimezone(UTC)


def _parts(text: str) -> re.Match[str] | None:
    """Return the parts of a moment. One space says no less than a thousand, which are tried every way."""
    return MOMENT.fullmatch(" ".join(text.split()))


def _hour(hour: int, half: str) -> int:
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half in AFTERNOON else 0)
