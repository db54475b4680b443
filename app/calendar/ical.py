"""Events and busy times as iCalendar (RFC 5545, 7986). With `invitations` the only one that writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, FreeBusy, vPeriod, vText, vUri

from app.calendar.domain.feed import EventStatus, FeedEvent
from app.kernel.interval import Interval, merge

PRODUCT = "-//OnePool//OnePool 1.0//EN"
COLOUR = "teal"  # a CSS3 name, as RFC 7986 asks
REFRESHED_EVERY = timedelta(hours=1)
MOST_BYTES = 1_000_000
# A cancelled entry stays at least this long, so that every client has seen the change.
TOMBSTONE_KEPT = timedelta(days=30)
END = b"END:VCALENDAR\r\n"
# Control characters have no place in a TEXT value (RFC 5545, 3.3.11); new lines and tabs do.
NO_CONTROLS = dict.fromkeys(each for each in (*range(32), 127) if chr(each) not in "\n\t")


@dataclass(frozen=True, slots=True)
class FeedTexts:
    """What a feed says in its reader's language: its name, and the neutral words."""

    name: str
    taken: str
    closed: str
    category: str


def feed_bytes(events: Iterable[FeedEvent], texts: FeedTexts, source: str, now: datetime) -> bytes:
    """Return a whole feed, at most 1 MB: old tombstones and what is furthest from `now` are left out first.

    `source` is the feed's own address. Lines end in CRLF and are folded at 75 octets.
    """
    head = _calendar(texts.name, source).to_ical().removesuffix(END)
    left = MOST_BYTES - len(head) - len(END)
    kept = []
    for event in sorted(events, key=lambda each: _nearness(each, now)):
        written = event_component(event, texts).to_ical()
        left -= len(written)
        if left < 0:
            break
        kept.append((event.span.start, event.uid, written))
    return b"".join([head, *(written for _, _, written in sorted(kept)), END])


def event_bytes(event: FeedEvent, texts: FeedTexts) -> bytes:
    """Return one event as a file to be kept: the same UID and SEQUENCE as in a feed, and no METHOD either."""
    calendar = bare_calendar()
    calendar.add_component(event_component(event, texts))
    written: bytes = calendar.to_ical()
    return written


def freebusy_bytes(
    events: Iterable[FeedEvent], window: Interval, *, uid: str, source: str, revised_at: datetime
) -> bytes:
    """Return the taken spans of `window` as one VFREEBUSY: joined, sorted, without a word about by whom."""
    taken = merge(
        part
        for event in events
        if not _is_transparent(event) and (part := event.span.intersection(window)) is not None
    )
    component = FreeBusy()
    component.add("uid", uid)
    component.add("dtstamp", revised_at)
    component.add("dtstart", window.start)
    component.add("dtend", window.end)
    component.add("url", source)
    for span in taken:
        period = vPeriod((span.start, span.end))
        period.params.pop("VALUE", None)  # FREEBUSY has no other type, and its grammar no such parameter
        component.add("freebusy", period, parameters={"FBTYPE": "BUSY"})
    calendar = bare_calendar()
    calendar.add_component(component)
    written: bytes = calendar.to_ical()
    return written


def last_revision(events: Iterable[FeedEvent], at_least: datetime) -> datetime:
    """Return when the newest of the events was revised, or `at_least` when that is later."""
    return max([at_least, *(event.revised_at for event in events)])


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


def _nearness(event: FeedEvent, now: datetime) -> tuple[bool, timedelta]:
    is_old_tombstone = event.status is EventStatus.CANCELLED and event.revised_at < now - TOMBSTONE_KEPT
    return is_old_tombstone, abs(event.span.start - now)


def plain(value: str) -> str:
    return value.translate(NO_CONTROLS)
