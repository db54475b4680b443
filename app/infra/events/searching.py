"""Looking through the whole log, and at the state of one chain: what an operator asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Text, cast, func, literal, or_, select, tuple_

from app.infra.api.cursors import decode_cursor, encode_cursor
from app.infra.db import UTCDateTime, db
from app.infra.events.models import Event
from app.infra.events.reading import EventRow, event_rows
from app.infra.events.subjects import subjects
from app.infra.events.verify import BrokenLink, Disagreement, broken_links, disagreements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement


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


def chain_of(kind: str, ref: str) -> ChainState | None:
    """Walk one subject's chain; None when it has no event and is in no table either."""
    of_it = (Event.subject_kind == kind, Event.subject_ref == ref)
    length = db.session.scalar(select(func.count()).select_from(Event).where(*of_it)) or 0
    head = db.session.scalar(select(Event.hash).where(*of_it).order_by(Event.seq.desc()).limit(1))
    broken = tuple(islice(broken_links(kind, ref), MOST_BROKEN))
    own = [subject for subject in subjects() if subject.kind == kind]
    wrong = tuple(each for subject in own for each in disagreements(subject, ref))
    return ChainState(length, head or "", broken, wrong) if length or wrong else None


def _conditions(wanted: EventFilter) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (Event.subject_kind, wanted.kind),
        (Event.subject_ref, wanted.ref),
        (Event.actor_name, wanted.actor_name),
        (Event.action, wanted.action),
    ):
        if value is not None:
            yield column == value
    if wanted.text is not None:
        columns = (Event.reason, cast(Event.data, Text))
        yield or_(*(column.icontains(wanted.text, autoescape=True) for column in columns))
    if wanted.from_at is not None:
        yield Event.at >= wanted.from_at
    if wanted.to_at is not None:
        yield Event.at < wanted.to_at
