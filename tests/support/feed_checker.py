"""Checks a calendar feed against every line of interop.md, "Feeds out"; an empty list means it is right.

Written from the standards, not from our writer: it reads the bytes itself.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain

MOST_BYTES = 1_000_000
PAST, FUTURE = timedelta(days=90), timedelta(days=366)
LONGEST_LINE = 75
INSTANT = re.compile(r"\d{8}T\d{6}Z")
# What may stand in a TEXT value: anything but a bare comma, semicolon or backslash (RFC 5545, 3.3.11).
TEXT = re.compile(r"(?:[^,;\\\x00-\x08\x0a-\x1f\x7f]|\\[\\,;nN])*")
TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME")
ONCE = ("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "STATUS", "TRANSP", "SUMMARY")
HEAD = ("PRODID", "VERSION", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "COLOR", "SOURCE")
EXACT = {
    "VERSION": ("", "2.0"),
    "REFRESH-INTERVAL": (";VALUE=DURATION", "PT1H"),
    "X-PUBLISHED-TTL": ("", "PT1H"),
}
STATUSES = frozenset({"TENTATIVE", "CONFIRMED", "CANCELLED"})
NEVER = ("METHOD", "ATTENDEE", "ORGANIZER")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


@dataclass
class Component:
    """A part of a calendar: its properties by name, as (parameters, value), and the lines as they stood."""

    name: str
    properties: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """Return the value of a property, "" where there is none."""
        return self.properties.get(name, [("", "")])[0][1]


def faults(body: bytes, now: datetime) -> list[str]:
    """Return what is wrong with a feed that was read at `now`."""
    found = list(_byte_faults(body))
    if found:
        return found
    calendar, *events = _components(body.decode().replace("\r\n ", ""))
    found += _head_faults(calendar)
    for event in events:
        found += [f"{event.value('UID')}: {fault}" for fault in _event_faults(event, now)]
    twice = [uid for uid, times in Counter(event.value("UID") for event in events).items() if times > 1]
    return found + [f"{uid}: twice" for uid in twice]


def faults_between(before: bytes, after: bytes) -> list[str]:
    """Return what is wrong with how a feed changed: an event keeps its bytes, or counts a revision."""
    found = []
    old, new = (_by_uid(body) for body in (before, after))
    for uid, event in old.items():
        if uid not in new:
            found.append(f"{uid}: gone, not CANCELLED")
        elif event.lines != new[uid].lines:
            found += [f"{uid}: {fault}" for fault in _revision_faults(event, new[uid])]
    return found


def http_faults(headers: Mapping[str, str | None]) -> list[str]:
    """Return what is wrong with a feed's headers; names as the standards write them."""
    wanted = {
        "Content-Type": re.compile(r"text/calendar; charset=utf-8"),
        "ETag": re.compile(r'"[^"]+"'),
        "Last-Modified": re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT"),
        "Cache-Control": re.compile("private"),
        "X-Robots-Tag": re.compile("noindex"),
        "Vary": re.compile(".*Accept-Encoding.*"),
    }
    found = [name for name, form in wanted.items() if not form.fullmatch(headers.get(name) or "")]
    return found + (["Set-Cookie"] if headers.get("Set-Cookie") else [])


def _byte_faults(body: bytes) -> Iterator[str]:
    if len(body) > MOST_BYTES:
        yield "longer than 1 MB"
    if not body.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", body):
        yield "a line does not end in CRLF"
    for line in body.split(b"\r\n"):
        if len(line) > LONGEST_LINE:
            yield f"a line of {len(line)} octets"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield "a line is not UTF-8, or cut within a character"


def _components(text: str) -> list[Component]:
    """Return the calendar and its events, in order."""
    open_now: list[Component] = []
    found: list[Component] = []
    for line in text.split("\r\n"):
        name, parameters, value = re.fullmatch(r"([\w-]*)((?:;[^:\"]*(?:\"[^\"]*\")?)*):?(.*)", line).groups()
        if name == "BEGIN":
            open_now.append(Component(value))
            found.append(open_now[-1])
        elif name == "END":
            open_now.pop()
        elif line:
            open_now[-1].lines.append(line)
            open_now[-1].properties.setdefault(name, []).append((parameters, value))
    return found


def _head_faults(calendar: Component) -> Iterator[str]:
    for name in HEAD:
        if not calendar.value(name):
            yield f"no {name}"
    for name, exact in EXACT.items():
        if calendar.properties.get(name) != [exact]:
            yield f"{name} is not {exact[1]}"
    if calendar.value("NAME") != calendar.value("X-WR-CALNAME"):
        yield "NAME is not X-WR-CALNAME"
    yield from _line_faults(calendar)


def _line_faults(component: Component) -> Iterator[str]:
    for line in component.lines:
        if line.upper().startswith(NEVER) or "MAILTO:" in line.upper():
            yield f"never in a feed: {line[:40]}"
        if not line.startswith(("UID", "SOURCE", "URL")) and ADDRESS.search(line):
            yield f"an e-mail address: {line[:40]}"
    for name in TEXTS:
        for _, value in component.properties.get(name, ()):
            if not TEXT.fullmatch(value):
                yield f"{name} is not escaped"


def _event_faults(event: Component, now: datetime) -> Iterator[str]:
    if event.name != "VEVENT":
        return iter((f"{event.name} in a feed",))
    moments = ("DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND")
    vague = [f"{name} is not in UTC" for name in moments if not INSTANT.fullmatch(event.value(name))]
    once = [f"not one {name}" for name in ONCE if len(event.properties.get(name, ())) != 1]
    when = () if vague else _span_faults(event, now)
    return chain(vague, once, when, _state_faults(event), _line_faults(event))


def _state_faults(event: Component) -> Iterator[str]:
    if not event.value("SEQUENCE").isdigit():
        yield "SEQUENCE is no number"
    if event.value("STATUS") not in STATUSES:
        yield f"STATUS is {event.value('STATUS')}"
    if event.value("STATUS") == "CANCELLED" and event.value("TRANSP") != "TRANSPARENT":
        yield "cancelled, and takes time"
    if event.value("UID").startswith("B-") and not event.value("URL"):
        yield "no URL back to the booking"


def _span_faults(event: Component, now: datetime) -> Iterator[str]:
    if _moment(event, "DTEND") <= _moment(event, "DTSTART"):
        yield "ends before it starts"
    if _moment(event, "DTSTART") > now + FUTURE or _moment(event, "DTEND") < now - PAST - timedelta(days=1):
        yield "outside the window"


def _revision_faults(old: Component, new: Component) -> Iterator[str]:
    if int(new.value("SEQUENCE")) <= int(old.value("SEQUENCE")):
        yield "changed, and SEQUENCE did not grow"
    if _moment(new, "LAST-MODIFIED") < _moment(old, "LAST-MODIFIED"):
        yield "changed, and LAST-MODIFIED went back"
    if new.value("DTSTAMP") == old.value("DTSTAMP") != new.value("LAST-MODIFIED"):
        yield "changed, and DTSTAMP did not"


def _moment(event: Component, name: str) -> datetime:
    return datetime.strptime(event.value(name), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _by_uid(body: bytes) -> dict[str, Component]:
    _, *events = _components(body.decode().replace("\r\n ", ""))
    return {event.value("UID"): event for event in events}
