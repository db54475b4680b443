"""Where a zone's clock stands still against UTC, and where it jumps."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from app.kernel.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

# No zone changes its clock twice within a day.
STRIDE = timedelta(days=1)
SECOND = timedelta(seconds=1)


def constant_offsets(zone: ZoneInfo, window: Interval) -> Iterator[tuple[Interval, timedelta]]:
    """Cut `window` into stretches over which the zone keeps one offset from UTC.

    Inside a stretch wall time and UTC differ by a constant, so the arithmetic on either is plain; gaps and
    folds of the wall clock lie between two stretches and need no case of their own.
    """
    start, offset, at = window.start, _offset(zone, window.start), window.start
    while at < window.end:
        ahead = min(at + STRIDE, window.end)
        following = _offset(zone, ahead)
        if following != offset:
            change = _change_between(zone, at, ahead)
            yield Interval(start, change), offset
            start, offset = change, following
        at = ahead
    if start < window.end:
        yield Interval(start, window.end), offset


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    offset = instant.astimezone(zone).utcoffset()
    return offset if offset is not None else timedelta()


@lru_cache(maxsize=4096)
def _change_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first moment of the offset that holds at `after`, found by halving to the second."""
    new = _offset(zone, after)
    while after - before > SECOND:
        middle = before + (after - before) / 2
        if _offset(zone, middle) == new:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)
