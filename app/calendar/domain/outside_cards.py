"""Outside calendars as the rest of the program sees them: never their addresses or contents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.calendar.domain.outside import OutsideState
    from app.kernel.interval import Interval


class Ailment(StrEnum):
    """What a lab is told of a calendar; the values name the templates `templates/mail/outside_….txt`."""

    STALE = "stale"
    SHRUNK = "shrunk"
    PAUSED = "paused"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was read in a way the keeper should know of; `message` is a catalogue text."""

    code: str
    message: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SourceCard:
    """Where a calendar comes from, and what it says. `shown` is the file's name or the shortened address.

    `lane` is the one it blocks, None all of them.
    """

    instrument_id: int
    lane: int | None
    name: str
    shown: str
    is_polled: bool
    events: int
    own_events: int
    remarks: tuple[Remark, ...]

    @property
    def is_only_our_own(self) -> bool:
        """Tell whether all its events are bookings of ours: our own feed, connected back."""
        return 0 < self.events == self.own_events


@dataclass(frozen=True, slots=True)
class OutsideCard:
    """A connected calendar. `trouble` is the code of what is wrong with it, None when nothing is."""

    id: int
    source: SourceCard
    state: OutsideState
    trouble: str | None
    failures: int
    next_poll_at: datetime | None
    last_good_at: datetime
    spans: int
    created_at: datetime

    @property
    def name(self) -> str:
        """Return what its keeper calls it."""
        return self.source.name

    @property
    def instrument_id(self) -> int:
        """Return whose time it blocks."""
        return self.source.instrument_id


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A calendar between its preview and its saving; `busy` is what it would block."""

    ref: str
    source: SourceCard
    calendar_id: int | None
    busy: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class ReadingCard:
    """One try to read a calendar, and what it changed."""

    id: int
    read_at: datetime
    outcome: str
    status: int | None
    events: int
    spans: int
    added: int
    removed: int
    milliseconds: int
