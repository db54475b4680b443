"""Bytes of a calendar as components with their lines (RFC 5545, 3.1), forgiving what products do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.calendar.reading.refusing import Unreadable
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NEW_LINE = re.compile(rb"\r*\n|\r")
FOLD = re.compile(rb"\n[ \t]")
# A property's name, its parameters (a quoted value may hold anything), and its value.
LINE = re.compile(r"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;(?:\"[^\"]*\"|[^\":])*)?):(?P<value>.*)", re.DOTALL)
PARAMETER = re.compile(r";\s*([A-Za-z0-9-]+)\s*=\s*((?:\"[^\"]*\"|[^\";])*)")
# Values without a colon: what stands before the last one is a parameter, even where its quotes are missing.
WITHOUT_COLON = frozenset(
    {"DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "DTSTAMP"}
)
# The colons of a time that is written as in ISO 8601, with an offset behind it or without.
COLONS = re.compile(
    r"(?<=\d[Tt ]\d\d):(?=\d\d)|(?<=\d[Tt ]\d\d:\d\d):(?=\d\d)|(?<=\d[+-]\d\d):(?=\d\d(?:[,/;]|$))"
)
# A calendar holds events, an event alarms. More is a file made to exhaust its reader.
DEEPEST = 20
# What of a calendar some tools hand out by itself.
ALONE = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"})
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Line:
    """One property. Names are in capitals; `params` hold the first of each parameter, without quotes."""

    name: str
    params: Mapping[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END: its properties and its inner components."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        """Return the property of that name, the first where there are several."""
        return next((line for line in self.lines if line.name == name), None)

    def text(self, name: str) -> str:
        """Return the value of a property in capitals, empty where it is missing."""
        line = self.first(name)
        return line.value.strip().upper() if line else ""

    def all(self, name: str) -> list[Line]:
        """Return the properties of that name."""
        return [line for line in self.lines if line.name == name]

    def walk(self, name: str) -> Iterator[Component]:
        """Return the components of that name at any depth."""
        for part in self.parts:
            if part.name == name:
                yield part
            yield from part.walk(name)


def read_components(data: bytes) -> list[Component]:
    """Return the file's VCALENDAR components; there may be several.

    Raises Unreadable: `empty`, `not_a_calendar` (a web page, say), `cut_short` or `too_deep`.
    """
    if not data.strip():
        raise Unreadable("empty", N_("The file is empty."))
    root, *still_open = _tree(data)
    calendars = [part for part in root.parts if part.name == "VCALENDAR"]
    if not calendars and any(part.name in ALONE for part in root.parts):
        return [root]  # events, or tasks alone, without their calendar around them
    if not calendars:
        raise Unreadable("not_a_calendar", N_("This is no iCalendar file: it has no BEGIN:VCALENDAR."))
    if any(part.name == "VCALENDAR" for part in still_open):
        raise Unreadable("cut_short", N_("The calendar is cut short: its END:VCALENDAR is missing."))
    return calendars


def _tree(data: bytes) -> list[Component]:
    """Return a component around all of the file's, and those that are open at its end."""
    path = [Component("")]
    for line in filter(None, map(_line, _texts(data))):
        if line.name == "BEGIN":
            inner = Component(line.value.strip().upper())
            path[-1].parts.append(inner)
            path.append(inner)
            if len(path) > DEEPEST:
                raise Unreadable("too_deep", N_("The file's components lie too deep in each other."))
        elif line.name == "END":
            _close(path, line.value.strip().upper())
        else:
            path[-1].lines.append(line)
    return path


def _close(path: list[Component], name: str) -> None:
    """End the innermost component of that name, and with it those inside that were never ended.

    A name with something behind it (END:VCALENDAR;) ends the innermost one as well.
    """
    for depth in range(len(path) - 1, 0, -1):
        if path[depth].name == name:
            del path[depth:]
            return
    if len(path) > 1 and path[-1].name and name.startswith(path[-1].name):
        path.pop()


def _texts(data: bytes) -> Iterator[str]:
    """Return the unfolded lines. Folds are joined before decoding: they may cut a character in two."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            data = data[len(mark) :].decode(encoding, "replace").encode()
            break
    whole = FOLD.sub(b"", NEW_LINE.sub(b"\n", data))
    return (text for each in whole.split(b"\n") if (text := each.decode("utf-8", "replace").strip("\0 \t")))


def _line(text: str) -> Line | None:
    """Return the property that a line holds, None for one that is not understood."""
    found = LINE.fullmatch(text)
    if found is None:
        return None
    name = found["name"].upper()
    params, value = found["params"], found["value"]
    if name in WITHOUT_COLON:
        head, _, value = COLONS.sub("", text).rpartition(":")
        params = head[len(name) :]
    named = {
        key.upper(): content.strip().strip('"').strip()
        for key, content in reversed(PARAMETER.findall(params))
    }
    return Line(name, named, value)
