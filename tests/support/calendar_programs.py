"""What programs that nobody here wrote make of a calendar: icalendar, ical.js, node-ical and libical."""

import ctypes
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from icalendar import Calendar

from tests.support.application import ROOT

SCRIPT = Path(__file__).with_name("read_calendars.cjs")
LIBICAL = "libical.so.3"


@dataclass(frozen=True)
class ReadEvent:
    """An event as a program understood it; times as `2026-01-01T01:00:00.000Z`."""

    uid: str
    sequence: int
    status: str
    summary: str
    start: str
    end: str


@dataclass(frozen=True)
class ReadCalendar:
    """A calendar as a program understood it, its events by UID."""

    method: str | None
    events: tuple[ReadEvent, ...]


def read_alike(bodies: Sequence[bytes]) -> list[ReadCalendar]:
    """Read each calendar with all four libraries; fail where one warns, or they do not agree."""
    for body in bodies:
        assert libical_errors(body) == [], body.decode()
    ours = [_by_icalendar(body) for body in bodies]
    for theirs in _by_node(bodies):
        assert theirs == ours
    return ours


def _by_icalendar(body: bytes) -> ReadCalendar:
    calendar = Calendar.from_ical(body)
    events = calendar.walk("VEVENT")
    assert [each.errors for each in (calendar, *events) if each.errors] == []
    method = calendar.get("METHOD")
    return _calendar(
        None if method is None else str(method),
        [
            ReadEvent(
                *(str(each["UID"]), int(each["SEQUENCE"]), str(each["STATUS"]), str(each["SUMMARY"])),
                *(f"{each[end].dt:%Y-%m-%dT%H:%M:%S}.000Z" for end in ("DTSTART", "DTEND")),
            )
            for each in events
        ],
    )


def _by_node(bodies: Sequence[bytes]) -> tuple[list[ReadCalendar], list[ReadCalendar]]:
    node = shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")
    done = subprocess.run(
        [node, SCRIPT],
        input=json.dumps([body.decode() for body in bodies]),
        env=os.environ | {"NODE_PATH": str(ROOT / "node_modules")},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    answer = json.loads(done.stdout)
    assert (answer["warnings"], done.stderr) == ([], "")
    read = [
        [
            _calendar(each[name]["method"], [ReadEvent(**event) for event in each[name]["events"]])
            for each in answer["read"]
        ]
        for name in ("icalJs", "nodeIcal")
    ]
    return read[0], read[1]


def _calendar(method: str | None, events: list[ReadEvent]) -> ReadCalendar:
    return ReadCalendar(method, tuple(sorted(events, key=lambda each: each.uid)))


def libical_errors(body: bytes) -> list[str]:
    """Return what libical (the C library of KDE, GNOME and Cyrus) finds wrong with a calendar."""
    library = _libical()
    component = library.icalparser_parse_string(body)
    if not component:
        return ["not a calendar"]
    try:
        wrong = library.icalcomponent_count_errors(component)
        if not library.icalrestriction_check(component):
            wrong += 1
        written = library.icalcomponent_as_ical_string(component).decode()
        return [line for line in written.splitlines() if line.startswith("X-LIC-ERROR")] if wrong else []
    finally:
        library.icalcomponent_free(component)


@cache
def _libical() -> ctypes.CDLL:
    library = ctypes.CDLL(LIBICAL)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalparser_parse_string.argtypes = [ctypes.c_char_p]
    library.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    for name in (
        "icalcomponent_as_ical_string",
        "icalcomponent_count_errors",
        "icalrestriction_check",
        "icalcomponent_free",
    ):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    return library
