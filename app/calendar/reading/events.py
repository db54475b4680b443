"""A VEVENT as far as it takes time (RFC 5545, 3.6.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.calendar.reading.stamps import Duration, Stamp, read_duration, read_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.calendar.reading.lines import Component, Line
    from app.calendar.reading.stamps import ZoneOf

ONE_DAY = Duration(timedelta(days=1), timedelta(0))
# Of a number that somebody counted.
MOST_DIGITS = 18
NOTHING = Duration(timedelta(0), timedelta(0))


@dataclass(frozen=True, slots=True)
class OwnStart:
    """A start, with a length of its own where an RDATE's PERIOD gives one."""

    stamp: Stamp
    length: Duration | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One VEVENT. `replaces` is its RECURRENCE-ID; `also_later` its RANGE=THISANDFUTURE."""

    uid: str
    start: Stamp
    length: Duration
    is_busy: bool
    revision: tuple[int, str]  # SEQUENCE, then DTSTAMP: the higher wins
    replaces: Stamp | None
    also_later: bool
    rules: tuple[str, ...]
    excluded_rules: tuple[str, ...]
    more: tuple[OwnStart, ...]
    excluded: tuple[Stamp, ...]

    @property
    def can_take_time(self) -> bool:
        """Tell whether any instance has a length."""
        return self.length != NOTHING or any(own.length for own in self.more)


def read_event(component: Component, zone_of: ZoneOf) -> Event | None:
    """Return the event, None for one whose start or end can't be read."""
    start = _stamp(component, "DTSTART", zone_of)
    length = _length(component, start, zone_of) if start else None
    if start is None or length is None:
        return None
    replaces = component.first("RECURRENCE-ID")
    return Event(
        uid=uid.value.strip() if (uid := component.first("UID")) else "",
        start=start,
        length=length,
        is_busy=_is_busy(component),
        revision=_revision(component),
        replaces=_stamp(component, "RECURRENCE-ID", zone_of),
        also_later=replaces is not None and replaces.params.get("RANGE", "").upper() == "THISANDFUTURE",
        rules=tuple(line.value for line in component.all("RRULE") if line.value.strip()),
        excluded_rules=tuple(line.value for line in component.all("EXRULE") if line.value.strip()),
        more=tuple(_more(component, zone_of)),
        excluded=tuple(
            stamp
            for line in component.all("EXDATE")
            for value in line.value.split(",")
            if (stamp := read_stamp(line, value, zone_of)) is not None
        ),
    )


def _is_busy(component: Component) -> bool:
    """Tell whether the time is taken. An offer not yet accepted (TENTATIVE) takes it too."""
    return (
        component.text("TRANSP") != "TRANSPARENT"
        and component.text("STATUS") not in ("CANCELLED", "CANCELED")
        and component.text("X-MICROSOFT-CDO-BUSYSTATUS") != "FREE"
    )


def _revision(component: Component) -> tuple[int, str]:
    sequence = component.text("SEQUENCE")
    counts = sequence.isdecimal() and len(sequence) <= MOST_DIGITS
    return int(sequence) if counts else 0, component.text("DTSTAMP")


def _stamp(component: Component, name: str, zone_of: ZoneOf) -> Stamp | None:
    line = component.first(name)
    return read_stamp(line, line.value, zone_of) if line else None


def _length(component: Component, start: Stamp, zone_of: ZoneOf) -> Duration | None:
    """Return how long it takes: to its DTEND, by its DURATION, a day for a date alone, else no time."""
    end = component.first("DTEND")
    if end is not None and end.value.strip():
        stamp = read_stamp(end, end.value, zone_of)
        return None if stamp is None else between(start, stamp)
    duration = component.first("DURATION")
    if duration is not None and duration.value.strip():
        return read_duration(duration.value)
    return ONE_DAY if start.is_date else NOTHING


def between(start: Stamp, end: Stamp) -> Duration:
    """Return the length from one stamp to another, nothing where they are in the wrong order.

    In one zone it is counted on the wall: a repeat of 22:00-06:00 ends at six in the night of a change too.
    """
    if start.zone == end.zone:
        return Duration(max(end.at - start.at, timedelta(0)), timedelta(0))
    return Duration(timedelta(0), max(end.instant - start.instant, timedelta(0)))


def _more(component: Component, zone_of: ZoneOf) -> Iterator[OwnStart]:
    for line in component.all("RDATE"):
        for value in line.value.split(","):
            first, _, last = value.partition("/")
            start = read_stamp(line, first, zone_of)
            if start is None:
                continue
            yield OwnStart(start, _period_length(line, start, last, zone_of) if last else None)


def _period_length(line: Line, start: Stamp, last: str, zone_of: ZoneOf) -> Duration | None:
    if last.strip().upper().startswith(("P", "+P")):
        return read_duration(last)
    end = read_stamp(line, last, zone_of)
    return between(start, end) if end else None
