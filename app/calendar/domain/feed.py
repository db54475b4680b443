"""What a calendar feed is, and what one entry of it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.kernel.interval import Interval

if TYPE_CHECKING:
    from datetime import datetime

WINDOW_PAST = timedelta(days=90)
WINDOW_FUTURE = timedelta(days=365)
#: Every installation's bookings ended so before their UIDs told one from the other.
FORMER_HOST = "onepool"


class FeedKind(StrEnum):
    """Whose bookings a feed shows."""

    MINE = "mine"
    ENTERPRISE = "enterprise"
    INSTRUMENT = "instrument"
    PROVIDER = "provider"


class FeedDetail(StrEnum):
    """How much a feed tells: everything about one's own bookings, or only that the time is taken."""

    FULL = "full"
    BUSY = "busy"


class EventStatus(StrEnum):
    """STATUS of an event (RFC 5545, 3.8.1.11)."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Audience(StrEnum):
    """Whom an event tells how much: the customer, the provider, or others that the time is taken."""

    CUSTOMER = "customer"
    PROVIDER = "provider"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class FeedOwner:
    """Whom a feed belongs to. `person_id` is None for the public feed of an instrument.

    `organisation_id` is the enterprise or the provider's organisation the feed was made for;
    `instrument_id` is set for FeedKind.INSTRUMENT only.
    """

    kind: FeedKind
    detail: FeedDetail
    person_id: int | None = None
    organisation_id: int | None = None
    instrument_id: int | None = None

    @property
    def is_public(self) -> bool:
        """Tell whether it is what everybody may see of an instrument."""
        return self.person_id is None


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One booking, as a calendar shows it.

    `uid` is stable for life; `sequence` grows by one and `revised_at` moves at each change of time, place or
    status. `geo` is (latitude, longitude). `own` is true when the feed's owner may read the texts: others'
    bookings, and every booking on a busy feed, are shown under a neutral title without place or address.
    """

    uid: str
    sequence: int
    revised_at: datetime
    span: Interval
    status: EventStatus
    summary: str
    description: str = ""
    location: str = ""
    geo: tuple[float, float] | None = None
    url: str | None = None
    transparent: bool = False
    own: bool = True


@dataclass(frozen=True, slots=True)
class FeedState:
    """All that a feed's text hangs on within one day: its name, and counts that only ever grow.

    A booking stays, and keeps its time and whose it is: the database refuses anything else (migration 0034).
    Each change of what a feed says of it counts a revision; `closed` names the last closure made or removed,
    and where all may see it what outside calendars block. So two equal states are the same feed.
    """

    name: str
    events: int
    revisions: int
    closed: str = ""


@dataclass(frozen=True, slots=True)
class FeedCard:
    """What names a feed: the instrument, enterprise or provider it is about, in the owner's language."""

    name: str
    location: str = ""
    geo: tuple[float, float] | None = None


def feed_window(now: datetime) -> Interval:
    """Return the span a feed shows: 90 days back to 365 ahead, on whole UTC days.

    Whole days, so that the same bookings give the same bytes (and ETag) all day long.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Interval(midnight - WINDOW_PAST, midnight + WINDOW_FUTURE + timedelta(days=1))


def host_of(base_url: str) -> str:
    """Return what ends the UIDs of the installation at `base_url`: its host."""
    return urlsplit(base_url).hostname or FORMER_HOST


def own_hosts(base_url: str) -> str:
    """Return what ends the UIDs of our own feeds, spaces between: the host, and what ended them once."""
    return f"{host_of(base_url)} {FORMER_HOST}"
