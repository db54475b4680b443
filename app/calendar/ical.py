"""Events and busy times as iCalendar (RFC 5545, 7986). With `invitations` the only one that writes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Event, FreeBusy, vPeriod, vText, vUri

from app.calendar.domain.feed import EventStatus, FeedEvent
from app.kernel.interval import Interval, merge

PRODUCT = "-//OnePool//OnePool 1.0//EN"
COLOUR = "teal"  # a CSS3 name, as RFC 7986 asks
REFRESHED_EVERY = timedelta(hours=1)
END = b"END:VCALENDAR\r\n"
# Control characters have no place in a TEXT value (RFC 5545, 3.3.11); new lines and tabs do.
NO_CONTROLS = dict.fromkeys(each for each in (*range(32), 127) if chr(each) not in "\n\t")


# Raise it with every change of how an event is written: kept texts of another form are made anew.
FORM = 1


@dataclass(frozen=True, slots=True)
class FeedTexts:
    """The neutral words of a feed, in its reader's language."""

    taken: str
    closed: str
    category: str


@lru_cache(maxsize=1024)
def feed_head(name: str, source: str) -> bytes:
    """Return what stands before the events of a feed. `source` is the feed's own address."""
    head: bytes = _calendar(name, source).to_ical()
    return head.removesuffix(END)


def event_text(event: FeedEvent, texts: FeedTexts) -> bytes:
    """Return one event, as it is joined into feeds. Lines end in CRLF and are folded at 75 octets."""
    written: bytes = event_component(event, texts).to_ical()
    return written


def event_bytes(event: FeedEvent, texts: FeedTexts) -> bytes:
    """Return one event as a file to be kept: the same UID and SEQUENCE as in a feed, and no METHOD either."""
    calendar = bare_calendar()
    calendar.add_component(event_component(event, texts))
    written: bytes = calendar.to_ical()
    return written


def freebusy_bytes(
    taken: Iterable[Interval], window: Interval, *, uid: str, source: str, revised_at: datetime
) -> bytes:
    """Return the taken spans of `window` as one VFREEBUSY: joined, sorted, without a word about by whom."""
    component = FreeBusy()
    component.add("uid", uid)
    component.add("dtstamp", revised_at)
    component.add("dtstart", window.start)
    component.add("dtend", window.end)
    component.add("url", source)
    parts = (span.intersection(window) for span in taken)
    for span in merge(part for part in parts if part is not None):
        period = vPeriod((span.start, span.end))
        period.params.pop("VALUE", None)  # FREEBUSY has no other type, and its grammar no such parameter
        component.add("freebusy", period, parameters={"FBTYPE": "BUSY"})
    calendar = bare_calendar()
    calendar.add_component(component)
    written: bytes = calendar.to_ical()
    return written


@lru_cache(maxsize=8)
def as_jcal(body: bytes) -> bytes:
    """Return the same calendar as jCal (RFC 7265). A large one takes seconds, and anybody may ask for it."""
    return json.dumps(Calendar.from_ical(body).to_jcal(), ensure_ascii=False, separators=(",", ":")).encode()


def bare_calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def _calendar(name: str, source: str) -> Calendar:
    calendar = bare_calendar()
    # Told to be a TEXT: of a property it does not know icalendar escapes nothing, and refuses a new line.
    calendar.add("name", vText(plain(name)))
    calendar.add("x-wr-calname", vText(plain(name)))
    # icalendar leaves out the VALUE that RFC 7986 asks for; Outlook reads only the older X- form.
    calendar.add("refresh-interval", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add("color", COLOUR)
    calendar.add("source", vUri(source), parameters={"VALUE": "URI"})
    return calendar


def event_component(event: FeedEvent, texts: FeedTexts) -> Event:
    written = Event()
    for name, value in (*_when(event), *(_told(event, texts) if event.own else _untold(texts))):
        written.add(name, value)
    return written


def _when(event: FeedEvent) -> Iterator[tuple[str, object]]:
    yield "uid", event.uid
    # The moment of the revision, not of the asking: the same state gives the same bytes.
    yield "dtstamp", event.revised_at
    yield "last-modified", event.revised_at
    yield "sequence", event.sequence
    yield "dtstart", event.span.start
    yield "dtend", event.span.end
    yield "status", event.status.upper()
    yield "transp", "TRANSPARENT" if _is_transparent(event) else "OPAQUE"


def _told(event: FeedEvent, texts: FeedTexts) -> Iterator[tuple[str, object]]:
    yield "summary", plain(event.summary)
    yield "class", "PRIVATE"
    yield "categories", [texts.category]
    if event.description:
        yield "description", plain(event.description)
    if event.location:
        yield "location", plain(event.location)
    if event.geo is not None:
        yield "geo", event.geo
    if event.url is not None:
        yield "url", event.url


def _untold(texts: FeedTexts) -> Iterator[tuple[str, object]]:
    yield "summary", texts.taken
    yield "class", "PUBLIC"
    yield "categories", [texts.category]


def _is_transparent(event: FeedEvent) -> bool:
    return event.transparent or event.status is EventStatus.CANCELLED


def plain(value: str) -> str:
    return value.translate(NO_CONTROLS)
