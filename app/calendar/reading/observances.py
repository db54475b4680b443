"""The changes of a VTIMEZONE (RFC 5545, 3.6.5): when its clocks are put from one offset to another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.calendar.reading.rules import UnknownRule, read_rule
from app.calendar.reading.stamps import UTC_ZONE, read_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.calendar.reading.lines import Component, Line
    from app.calendar.reading.stamps import Zone
    from app.kernel.interval import Interval

OFFSET = re.compile(r"([+-]?)(\d\d)(?::?(\d\d):?(\d\d)?)?")
# Some products begin a zone in the year 1 instead of in Windows's 1601.
OLDEST = re.compile(r"^\s*0\d{3}")
# Years before a window for which changes are worked out: events that reach into it may begin that early.
YEARS_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Change:
    """Clocks go from one offset to another. `instant` is naive UTC.

    `wall` is the wall time from which the new offset counts: one that is skipped, and the first of one that
    is doubled, are read with the offset before (RFC 5545, 3.3.5).
    """

    instant: datetime
    offset_from: timedelta
    offset_to: timedelta

    @property
    def wall(self) -> datetime:
        """Return the first wall time of the new offset."""
        return self.instant + max(self.offset_from, self.offset_to)


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a zone in order. `go_on` where the last one holds, or repeats, for ever."""

    ordered: list[Change]
    go_on: bool


def read_changes(zone: Component, window: Interval) -> Changes:
    """Return a zone's changes around `window`, of older years the first; none where the zone says none."""
    low = window.start.replace(tzinfo=None) - timedelta(days=366 * YEARS_BEFORE)
    high = window.end.replace(tzinfo=None) + timedelta(days=366)
    parts = [part for part in zone.parts if part.name in ("STANDARD", "DAYLIGHT")]
    changes = {change for part in parts for change in _changes(part, low, high)}
    endless = any("UNTIL" not in line.value.upper() for part in parts for line in part.all("RRULE"))
    return Changes(
        sorted(changes, key=lambda change: change.instant), go_on=endless or not _changes_clocks(parts)
    )


def _changes_clocks(parts: list[Component]) -> bool:
    return len({part.name for part in parts}) > 1


def _changes(part: Component, low: datetime, high: datetime) -> Iterator[Change]:
    start, before, after = part.first("DTSTART"), _offset(part, "TZOFFSETFROM"), _offset(part, "TZOFFSETTO")
    first = read_stamp(start, OLDEST.sub("1601", start.value), _utc) if start else None
    if first is None or after is None:
        return
    before = after if before is None else before
    walls = {first.at}
    for line in part.all("RDATE"):
        stamps = (read_stamp(line, value, _utc) for value in line.value.split(","))
        walls |= {stamp.at for stamp in stamps if stamp is not None}
    for line in part.all("RRULE"):
        walls |= _ruled(line, first.at, before, (low, high))
    for wall in walls:
        yield Change(wall - before, before, after)


def _ruled(line: Line, first: datetime, before: timedelta, span: tuple[datetime, datetime]) -> set[datetime]:
    def until(text: str) -> datetime | None:
        stamp = read_stamp(line, text, _utc)
        if stamp is None:
            return None
        return stamp.at if stamp.is_floating else stamp.at + before

    try:
        return set(read_rule(line.value, until_of=until, has_time=True).starts(first, *span))
    except UnknownRule:
        return set()


def _offset(part: Component, name: str) -> timedelta | None:
    line = part.first(name)
    found = OFFSET.fullmatch(line.value.strip()) if line else None
    if found is None:
        return None
    sign, hours, minutes, seconds = found.groups()
    size = timedelta(hours=int(hours), minutes=int(minutes or 0), seconds=int(seconds or 0))
    return None if size >= timedelta(days=1) else -size if sign == "-" else size


def _utc(tzid: str | None) -> Zone:  # noqa: ARG001 -- onsets name no zone
    return UTC_ZONE
