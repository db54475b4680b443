"""What calendar needs from the packages above it; `factory` wires it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from flask import Flask
    from sqlalchemy import Subquery

    from app.calendar.domain.feed import Audience, FeedCard, FeedEvent, FeedOwner
    from app.calendar.domain.outside_cards import Ailment, OutsideCard
    from app.kernel.interval import Interval

_EXTENSION = "onepool.feed_source"
_KEEPERS = "onepool.calendar_keepers"


@dataclass(frozen=True, slots=True)
class Entries:
    """The bookings of a feed, to be joined: made once for all feeds of a kind, and what makes it one feed's.

    Columns of `rows`: `id`, `revision`, `revised_at`, `starts_at`, `ends_at`, `struck_at` (when it ended
    before its time, else null) and `audience`.
    """

    rows: Subquery
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a feed's text hangs on: a row made once for all feeds of a kind, and what makes it one feed's.

    Columns: `events` and `revisions` of `FeedState`, `name_zh`, `name_en` or null, `closures` (what changes
    with every closure, or "") and `is_open`: whether the instrument is published and its provider shows all
    its times.
    """

    row: Subquery
    parameters: Mapping[str, Any]


class FeedSource(Protocol):
    """Knows the bookings behind a feed, and who may ask for them."""

    def standing(self, owner: FeedOwner, window: Interval) -> Standing:
        """Return what the feed's text hangs on, for a statement of the calendar's: read off an index."""

    def entries(self, owner: FeedOwner, window: Interval) -> Entries:
        """Return the bookings of the feed that overlap `window`, for a statement of the calendar's.

        A declined, expired or cancelled booking is among them for at least 30 days.
        """

    def events(self, ids: Collection[int], audience: Audience) -> Mapping[int, FeedEvent]:
        """Return bookings by id as they are told to an audience, in a fixed number of queries."""

    def cards(self, owners: Sequence[FeedOwner], locale: str) -> Sequence[FeedCard]:
        """Return what each feed is about, named in the language `locale`, in a fixed number of queries."""

    def keeps(self, organisation_id: int, instrument_id: int) -> bool:
        """Tell whether the instrument belongs to the provider that is this organisation."""

    def instruments(self, organisation_id: int, limit: int) -> Sequence[tuple[int, str]]:
        """Return id and name of the instruments that belong to this organisation, by name."""


class Keepers(Protocol):
    """Those who keep an instrument; what they are told waits in the outbox of the caller's transaction."""

    def clashed(self, card: OutsideCard, references: Sequence[str], now: datetime) -> None:
        """Tell that a reading brought time over standing allocations, named by their references."""

    def ailing(self, card: OutsideCard, ailment: Ailment, now: datetime) -> None:
        """Tell that a calendar can not be trusted as it is; of the same ailment once a day at most."""


def wire_keepers(app: Flask, keepers: Keepers) -> None:
    """Give the application whom outside calendars tell; called once, by the factory."""
    app.extensions[_KEEPERS] = keepers


def keepers() -> Keepers:
    """Return whom outside calendars tell; KeyError means the factory did not wire it."""
    return cast("Keepers", current_app.extensions[_KEEPERS])


def wire_feed_source(app: Flask, source: FeedSource) -> None:
    """Give the application the source its feeds read from; called once, by the factory."""
    app.extensions[_EXTENSION] = source


def feed_source() -> FeedSource:
    """Return the source the factory wired; KeyError means it did not."""
    return feed_source_of(current_app)


def feed_source_of(app: Flask) -> FeedSource:
    """Return the source of an application, for whoever is not inside it yet."""
    return cast("FeedSource", app.extensions[_EXTENSION])
