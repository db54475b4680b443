"""Put a feed together: its head, the closures the calendar knows, the bookings' kept texts, and its tag."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from app.calendar.domain.feed import Audience, FeedDetail, FeedKind, FeedOwner, FeedState, feed_window
from app.calendar.ical import END, feed_head, freebusy_bytes
from app.calendar.kept_texts import Wording, closure_text, joined, outside_text
from app.calendar.ports import feed_source
from app.calendar.queries.closures import closures, reopened_at
from app.calendar.queries.kept_texts import times_of
from app.calendar.queries.outside import outside_blocks, outside_calendars, outside_changed_at
from app.calendar.queries.standing import feed_state
from app.kernel.errors import NotFound
from app.kernel.interval import Interval, merge
from app.kernel.text import N_

MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """An iCalendar file, and the tag of the state that it shows."""

    body: bytes
    tag: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where a document is served, and the host that makes its UIDs the world's only ones."""

    url: str
    host: str


@dataclass(frozen=True)
class Asked:
    """A document somebody asks for: whose, at which address, in which words, named how and when."""

    owner: FeedOwner
    address: Address
    wording: Wording
    now: datetime

    @property
    def window(self) -> Interval:
        """Return the days it shows."""
        return feed_window(self.now)

    def tag(self, state: FeedState) -> str:
        """Return what is another for any other bytes: all that the document is made of, and its day."""
        return sha256(f"{self._all_day} {state!r}".encode()).hexdigest()[:32]

    @cached_property
    def _all_day(self) -> str:
        return repr((self.owner, self.address, self.wording, self.window))


def state_of(asked: Asked, locale: str) -> FeedState:
    """Return what the document hangs on, in one query over an index.

    Raises NotFound for what everybody asks of an instrument whose times not everybody may see.
    """
    state = feed_state(asked.owner, asked.window, locale)
    if state is None:
        raise NotFound("not_found", N_("There is no calendar at this address."))
    return state


def feed_document(asked: Asked, state: FeedState, name: str) -> Document:
    """Return the feed, the same bytes as long as its state is one and the same; `name` is what it is called.

    `state` was read before: where something came since, the tag is that of what is shown.
    """
    owner, wording = asked.owner, asked.wording
    head = feed_head(name, asked.address.url) + _closures(asked) + _outside(asked)
    room = MOST_BYTES - len(head) - len(END)
    found = joined(owner, wording, asked.window, room, _midnight(asked.now))
    shown = replace(state, events=found.events, revisions=found.revisions)
    return Document(b"".join([head, found.text, END]), asked.tag(shown))


def freebusy_document(asked: Asked, state: FeedState, revised: datetime) -> Document:
    """Return when an instrument is taken, from today to the end of the feeds' window."""
    instrument_id = asked.owner.instrument_id or 0
    window = Interval(_midnight(asked.now), asked.window.end)
    rows = times_of(feed_source().entries(asked.owner, window))
    taken = [Interval(row.starts_at, row.ends_at) for row in rows if row.struck_at is None]
    body = freebusy_bytes(
        [
            *taken,
            *(each.span for each in closures(instrument_id, window)),
            *_outside_spans(instrument_id, window),
        ],
        window,
        uid=f"busy-{instrument_id}@{asked.address.host}",
        source=asked.address.url,
        revised_at=revised,
    )
    return Document(body, asked.tag(state))


def revised_at(asked: Asked) -> datetime:
    """Return when something of an instrument's times was last revised, at least today's start.

    To tell, not to compare with: of two changes within one moment it knows one.
    """
    instrument_id = asked.owner.instrument_id or 0
    rows = times_of(feed_source().entries(asked.owner, asked.window))
    closed = (each.created_at for each in closures(instrument_id, asked.window))
    ends = (reopened_at(instrument_id), outside_changed_at(instrument_id))
    known: list[datetime] = [*(row.revised_at for row in rows), *closed, *(each for each in ends if each)]
    return max([_midnight(asked.now), *known])


def public_owner(instrument_id: int) -> FeedOwner:
    """Return whose the public times of an instrument are: nobody's."""
    return FeedOwner(FeedKind.INSTRUMENT, FeedDetail.BUSY, instrument_id=instrument_id)


def _closures(asked: Asked) -> bytes:
    owner = asked.owner
    if owner.instrument_id is None:
        return b""
    audience = Audience.OTHERS if owner.detail is FeedDetail.BUSY else Audience.PROVIDER
    found = closures(owner.instrument_id, asked.window)
    return b"".join(closure_text(each, asked.wording, audience) for each in found)


def _outside(asked: Asked) -> bytes:
    """Return what outside calendars block as events, where all may see when the instrument is taken.

    Not in its keepers' own feeds: they have those calendars beside them.
    """
    if not asked.owner.is_public:
        return b""
    instrument_id = asked.owner.instrument_id or 0
    spans = _outside_spans(instrument_id, asked.window)
    if not spans:
        return b""
    since = min(each.created_at for each in outside_calendars(instrument_id))
    return b"".join(outside_text(instrument_id, each, since, asked.wording) for each in spans)


def _outside_spans(instrument_id: int, window: Interval) -> list[Interval]:
    return merge(span for spans in outside_blocks(instrument_id, window).values() for span in spans)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
