"""Wall-clock times of day as minutes since local midnight: 0 … 1440, "HH:MM"; "24:00" ends a day."""

import re
from enum import IntEnum

MINUTES_A_DAY = 1440

# The first and last days of the calendar have no UTC, or no time around them: nobody means them.
EARLIEST_YEAR, LATEST_YEAR = 1900, 9000

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|(24:00)", re.ASCII)


class Weekday(IntEnum):
    """A day of the ISO week: a number for programs, a name for people."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7


class Minutes(int):
    """A length: a number for programs, "2 h" or "7 days" for people."""


def read_minute(text: str) -> int | None:
    """Return the minute of "HH:MM" ("24:00" is 1440), or None where `text` is no such time."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    return MINUTES_A_DAY if match[3] else int(match[1]) * 60 + int(match[2])


def write_minute(minute: int) -> str:
    """Return "HH:MM" for a minute of the day, "24:00" for 1440."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
