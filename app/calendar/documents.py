"""Put a feed together: the bookings the source knows, the closures the calendar knows, and its validators."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.calendar.domain.feed import EventStatus, FeedDetail, FeedEvent, FeedKind, FeedOwner, feed_window
from app.calendar.ical import FeedTexts, feed_bytes, freebusy_bytes, last_revision
from app.calendar.ports import feed_source
from app.calendar.queries.closures import ClosureCard, closures, reopened_at
from app.kernel.interval import Interval


@dataclass(frozen=True, slots=True)
class Document:
    """An iCalendar file with what HTTP needs to tell whether it changed."""

    body: bytes
    etag: str
    revised_at: datetime


@dataclass(frozen=True, slots=True)
class Address:
    """Where a document is served, and the host that makes its UIDs the world's only ones."""

    url: str
    host: str


def feed_document(owner: FeedOwner, texts: FeedTexts, address: Address, now: datetime) -> Document:
    """Return the feed of `owner` over its window, the same bytes as long as nothing in it changes."""
    window = feed_window(now)
    events = _events(owner, texts, address, window, now)
    return _document(feed_bytes(events, texts, address.url, _midnight(now)), _revised_at(owner, events, now))


def freebusy_document(instrument_id: int, texts: FeedTexts, address: Address, now: datetime) -> Document:
    """Return when an instrument is taken, from today to the end of the feeds' window."""
    owner = FeedOwner(FeedKind.INSTRUMENT, FeedDetail.BUSY, instrument_id=instrument_id)
    window = Interval(_midnight(now), feed_window(now).end)
    events = _events(owner, texts, address, window, now)
    revised_at = _revised_at(owner, events, now)
    uid = f"busy-{instrument_id}@{address.host}"
    return _document(
        freebusy_bytes(events, window, uid=uid, source=address.url, revised_at=revised_at), revised_at
    )


def _events(
    owner: FeedOwner, texts: FeedTexts, address: Address, window: Interval, now: datetime
) -> Sequence[FeedEvent]:
    found = list(feed_source().events(owner, window, now))
    if owner.instrument_id is not None:
        found += [_closed(each, texts, address.host) for each in closures(owner.instrument_id, window)]
    tells_all = owner.detail is FeedDetail.FULL
    return [each if each.own and tells_all else _hidden(each, address.host) for each in found]


def _hidden(event: FeedEvent, host: str) -> FeedEvent:
    """Return the event as others may see it: its UID stays one and the same, but names no booking."""
    name = hashlib.sha256(event.uid.encode()).hexdigest()[:32]
    return replace(event, own=False, uid=f"{name}@{host}")


def _closed(closure: ClosureCard, texts: FeedTexts, host: str) -> FeedEvent:
    # SQLite gives the id of a removed closure again; the moment it was made tells the two apart.
    made = int(closure.created_at.timestamp())
    return FeedEvent(
        uid=f"closure-{closure.id}-{made}@{host}",
        sequence=0,
        revised_at=closure.created_at,
        span=closure.span,
        status=EventStatus.CONFIRMED,
        summary=texts.closed,
        description=closure.reason,
    )


def _document(body: bytes, revised_at: datetime) -> Document:
    return Document(body, hashlib.sha256(body).hexdigest()[:32], revised_at)


def _revised_at(owner: FeedOwner, events: Sequence[FeedEvent], now: datetime) -> datetime:
    """Return the newest revision, at least today's start: the window moves at midnight.

    A closure that was removed is in the feed no longer, and is a revision all the same.
    """
    reopened = reopened_at(owner.instrument_id) if owner.instrument_id is not None else None
    midnight = _midnight(now)
    return last_revision(events, max(midnight, reopened or midnight))


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
