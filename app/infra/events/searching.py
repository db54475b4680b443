"""Looking through the whole log, and at the state of one chain: what an operator asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import literal, select, tuple_

from app.infra.api.cursors import decode_cursor, encode_cursor
from app.infra.db import UTCDateTime
from app.infra.events.models import Event
from app.infra.events.reading import EventRow, event_rows
from app.infra.events.verify import BrokenLink, Disagreement

if TYPE_CHECKING:
    pass


MOST_BROKEN = 20


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What the log is narrowed to; None leaves a thing open. The period is `[from_at, to_at)`.

    `text` is a part of a reason or of the data, in any case of letters.
    """

    kind: str | None = None
    ref: str | None = None
    actor_name: str | None = None
    action: str | None = None
    text: str | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some events, newest first, and where the list goes on."""

    items: tuple[EventRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ChainState:
    """How one subject's chain stands: how long, the hash at its end, and all that is wrong with it."""

    length: int
    head: str
    broken: tuple[BrokenLink, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is wrong with it."""
        return not self.broken and not self.disagreements


def search(wanted: EventFilter, *, cursor: str | None, limit: int) -> EventPage:
    """Return a page of the events that fit, newest first. Raises Invalid `invalid_cursor`."""
    query = select(Event).where(*_conditions(wanted)).order_by(Event.at.desc(), Event.id.desc())
    if cursor is not None:
        at, event_id = decode_cursor(cursor, datetime, int)
        query = query.where(tuple_(Event.at, Event.id) < tuple_(literal(at, UTCDateTime), literal(event_id)))
    found = event_rows(query.limit(limit + 1))
    shown = found[:limit]
    goes_on = len(found) > limit
    following = encode_cursor([shown[-1].at.isoformat(), shown[-1].id]) if goes_on else None
    return EventPage(tuple(shown), following)
