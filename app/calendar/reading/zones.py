"""Which zone a TZID means: the file's own VTIMEZONE, an IANA name, a name of Windows, or none we know."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from app.calendar.reading.observances import Change, Changes, read_changes
from app.calendar.reading.refusing import Note
from app.calendar.reading.stamps import FIRST_YEAR, UTC_ZONE, Zone
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.calendar.reading.lines import Component
    from app.kernel.interval import Interval

NAMES_OF_UTC = frozenset(
    {"utc", "z", "gmt", "etc/utc", "etc/gmt", "zulu", "coordinated universal time", "tzone://microsoft/utc"}
)
FIXED = re.compile(r"(?:utc|gmt)?([+-])(\d\d?):?(\d\d)?")


@dataclass(frozen=True, slots=True)
class NamedZone:
    """A zone of the IANA database."""

    rules: ZoneInfo

    def utc(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.rules).astimezone(UTC)

    def wall(self, instant: datetime) -> datetime:
        return instant.astimezone(self.rules).replace(tzinfo=None)


class FileZone:
    """A zone as a file's VTIMEZONE defines it.

    Some products define only the few years that they need. For other times `elsewhere` is asked: the zone
    that the name means by itself, where it means one.
    """

    def __init__(self, changes: Changes, elsewhere: Zone | None = None) -> None:
        """Take the changes of offset in order of time; at least one."""
        self._before = changes.ordered[0].offset_from
        self._offsets = [change.offset_to for change in changes.ordered]
        self._walls = [change.wall for change in changes.ordered]
        self._instants = [change.instant for change in changes.ordered]
        self._go_on = changes.go_on
        self._elsewhere = elsewhere

    def utc(self, wall: datetime) -> datetime:
        passed = bisect_right(self._walls, wall)
        if self._elsewhere and self._is_outside(passed):
            return self._elsewhere.utc(wall)
        return (wall - self._offset(passed)).replace(tzinfo=UTC)

    def wall(self, instant: datetime) -> datetime:
        naive = instant.astimezone(UTC).replace(tzinfo=None)
        passed = bisect_right(self._instants, naive)
        if self._elsewhere and self._is_outside(passed):
            return self._elsewhere.wall(instant)
        return naive + self._offset(passed)

    def _is_outside(self, passed: int) -> bool:
        return passed == 0 or (passed == len(self._offsets) and not self._go_on)

    def _offset(self, passed: int) -> timedelta:
        return self._offsets[passed - 1] if passed else self._before


@dataclass(slots=True)
class Zones:
    """The zones of one file. `own` is the instrument's: times without a zone are read in it.

    So are those of a zone nobody knows; `unknown` collects the names.
    """

    own: Zone
    defined: dict[str, Zone]
    unknown: set[str] = field(default_factory=set)

    def __call__(self, tzid: str | None) -> Zone:
        """Return the zone of a TZID."""
        if tzid is None:
            return self.own
        plain = unescaped(tzid)
        found = self.defined.get(plain) or named_zone(plain)
        if found is None:
            self.unknown.add(tzid)
            return self.own
        return found

    def notes(self) -> list[Note]:
        """Return what to tell about names that mean nothing to us."""
        return [
            Note(
                "unknown_zone",
                N_("The time zone %(name)s is unknown; its times are read in the instrument's zone."),
                {"name": tzid},
            )
            for tzid in sorted(self.unknown)
        ]


def zones_of(calendars: Iterable[Component], own: ZoneInfo, window: Interval) -> Zones:
    """Return the zones that a file's calendars define, good for the years around `window`."""
    defined: dict[str, Zone] = {}
    for calendar in calendars:
        for component in calendar.walk("VTIMEZONE"):
            name = _name(component)
            changes = read_changes(component, window)
            if name and changes.ordered:
                defined.setdefault(name, FileZone(changes, named_zone(name)))
    return Zones(NamedZone(own), defined)


def _name(component: Component) -> str:
    """Return the TZID that a VTIMEZONE is for.

    Of one that names several zones nobody knows which of its parts belongs to which: it is for none.
    """
    names = {unescaped(line.value).strip(' "') for line in component.all("TZID")}
    return names.pop() if len(names) == 1 else ""


def unescaped(tzid: str) -> str:
    """Return a TZID without the escapes of a text: a VTIMEZONE has them, a parameter should not but may."""
    return tzid.replace("\\", "")


@cache
def named_zone(tzid: str) -> Zone | None:
    """Return the zone that a name means by itself: IANA's (also at the end of a path) or Windows's."""
    name = tzid.strip().strip('"').lower()
    if name in NAMES_OF_UTC:
        return UTC_ZONE
    known = _iana_names()
    parts = name.strip("/").split("/")
    for begin in range(len(parts)):  # /freeassociation.sourceforge.net/Europe/Berlin
        iana = known.get("/".join(parts[begin:]))
        if iana is not None:
            return NamedZone(ZoneInfo(iana))
    windows = _windows_names().get(name)
    return NamedZone(ZoneInfo(windows)) if windows else _fixed_zone(name)


def _fixed_zone(name: str) -> Zone | None:
    """Return the zone of a name that is an offset, such as GMT+0800."""
    found = FIXED.fullmatch(name)
    if found is None:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    offset = -size if found[1] == "-" else size
    begin = datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001 -- a change is naive UTC
    return FileZone(Changes([Change(begin, offset, offset)], go_on=True))


@cache
def _iana_names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@cache
def _windows_names() -> dict[str, str]:
    return {name.lower(): iana for name, iana in WINDOWS_TO_OLSON.items()}
