"""Days and times in a workbook: numbers, which only their format tells from others."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

# The formats that have a number instead of a code (ECMA-376, 18.8.30), those of Chinese programs included.
_KNOWN = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_KNOWN_CLOCKS = frozenset({*range(18, 23), *range(32, 36), 45, 47, 55, 56})
# What stands in quotes, behind a backslash, or in brackets (colours, languages) says nothing of the kind.
_ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]|_.|\*.')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_OF_A_DAY = re.compile(r"[ymdhs年月日时分秒]", re.IGNORECASE)
_HOUR = re.compile("[h时]", re.IGNORECASE)
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30, tzinfo=UTC), datetime(1904, 1, 1, tzinfo=UTC)
# The sixtieth day is 29 February 1900, which never was: before it, days are counted from one day later.
_NEVER = 60
# 31 December 9999, and how much later days are counted from in the other calendar.
_LAST, _BETWEEN = 2_958_465, 1_462


def is_moment(number: int, code: str | None) -> bool:
    """Tell whether a format, by its number and its code if it has one, shows days or times of day."""
    if code is None:
        return number in _KNOWN
    shown = code.partition(";")[0]
    return not _ELAPSED.search(shown) and bool(_OF_A_DAY.search(_ASIDE.sub("", shown)))


def is_clock(number: int, code: str | None) -> bool:
    """Tell whether a format of days or times shows the hour."""
    if code is None:
        return number in _KNOWN_CLOCKS
    return bool(_HOUR.search(_ASIDE.sub("", code.partition(";")[0])))


def last_day(*, since_1904: bool) -> int:
    """Return the last day that has a date."""
    return _LAST - _BETWEEN * since_1904


def moment_text(serial: float, *, since_1904: bool, shows_hour: bool = False) -> str:
    """Return a day as 2026-03-02, with its time where it has one or shows it; a time alone as 09:30."""
    early = not since_1904 and serial < _NEVER
    epoch = _EPOCH_1904 if since_1904 else _EPOCH + timedelta(days=early)
    at = epoch + timedelta(seconds=round(serial * 86_400))
    if 0 <= serial < 1:
        return _time(at)
    day = f"{at:%Y-%m-%d}"
    return f"{day} {_time(at)}" if shows_hour or at.hour or at.minute or at.second else day


def _time(at: datetime) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
