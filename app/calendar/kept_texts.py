"""Feeds as joins of kept texts: an event is written once a revision, however often it is read (ADR 0020)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from app.calendar.domain.feed import WINDOW_PAST, Audience, EventStatus, FeedEvent
from app.calendar.ical import event_text
from app.calendar.models import EventText
from app.calendar.ports import feed_source
from app.calendar.queries.kept_texts import kept_texts, nearest_first
from app.infra.db import Base, db, transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from app.calendar.domain.feed import FeedOwner
    from app.calendar.ical import FeedTexts
    from app.calendar.queries.closures import ClosureCard
    from app.kernel.interval import Interval

    Entry = Row[int, str, int, bytes | None]

# A cancelled entry stays at least this long, so that every client has seen the change.
TOMBSTONE_KEPT = timedelta(days=30)
AT_ONCE = 500
#: No event is written shorter: so many of them can not fit where this says so.
SHORTEST = 250
_KEEP_A_DAY_MORE = WINDOW_PAST + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wording:
    """What texts are made with: the words, the host of their UIDs, and a name for both to keep them under."""

    texts: FeedTexts
    host: str
    key: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The events of a feed in one, and what of `FeedState` they were read at."""

    text: bytes
    events: int
    revisions: int


def joined(owner: FeedOwner, wording: Wording, window: Interval, room: int, now: datetime) -> Joined:
    """Return the events of a feed, at most `room` bytes: what is too much is furthest from `now`.

    What is not kept yet, or at an older revision, is written and kept. One query where all is.
    """
    entries = feed_source().entries(owner, window)
    rows = kept_texts(entries, wording.key)
    # Nearly always all is kept and has room: no more than that is looked at then, and nothing by its name,
    # which takes several times as long.
    texts = [text for _id, _audience, _revision, text in rows if text is not None]
    if len(texts) == len(rows) and sum(map(len, texts)) <= room:
        return Joined(b"".join(texts), len(rows), sum(revision for _id, _audience, revision, _text in rows))
    found = _Found(rows, wording)
    if found.length <= room:
        found.complete(found.rows)
    if found.length > room:
        found.cut(nearest_first(entries, now, now - TOMBSTONE_KEPT), room)
    return Joined(
        b"".join(found.texts[row.id] for row in found.rows if row.id in found.texts),
        len(found.rows),
        sum(found.revisions.values()),
    )


class _Found:
    """The entries of a feed, with their texts as far as they are known."""

    def __init__(self, rows: Sequence[Entry], wording: Wording) -> None:
        self.rows, self._wording = rows, wording
        self.texts = {row.id: row.text for row in rows if row.text is not None}
        self.revisions = {row.id: row.revision for row in rows}

    @property
    def length(self) -> int:
        """Return how long it is at least."""
        return sum(map(len, self.texts.values())) + SHORTEST * (len(self.rows) - len(self.texts))

    def complete(self, rows: Iterable[Entry]) -> None:
        """Make and keep what is missing of some entries."""
        missing = [row for row in rows if row.id not in self.texts]
        for start in range(0, len(missing), AT_ONCE):
            made = list(_made(missing[start : start + AT_ONCE], self._wording))
            transaction(lambda made=made: _keep(made))  # type: ignore[misc]
            self.texts |= {each["subject_id"]: each["text"] for each in made}
            self.revisions |= {each["subject_id"]: each["revision"] for each in made}

    def cut(self, order: Sequence[int], room: int) -> None:
        """Leave out what comes last in `order` and has no room; what is left out is not made either."""
        rows, left = {row.id: row for row in self.rows}, room
        kept: dict[int, bytes] = {}
        for start in range(0, len(order), AT_ONCE):
            chunk = [each for each in order[start : start + AT_ONCE] if each in rows]
            self.complete(rows[each] for each in chunk)
            for each in chunk:
                left -= len(self.texts[each])
                if left < 0:
                    self.texts = kept
                    return
                kept[each] = self.texts[each]
        self.texts = kept


def _made(missing: Sequence[Entry], wording: Wording) -> Iterator[dict[str, Any]]:
    """Write events; what moved on since it was looked for is written as it is now."""
    for audience, rows in groupby(sorted(missing, key=_audience_of), key=_audience_of):
        events = feed_source().events([row.id for row in rows], Audience(audience))
        for subject_id, event in events.items():
            shown = _hidden(event, wording.host) if audience == Audience.OTHERS else event
            yield {
                "subject_id": subject_id,
                "audience": audience,
                "wording": wording.key,
                "revision": event.sequence,
                "text": event_text(shown, wording.texts),
                "kept_until": event.span.end + _KEEP_A_DAY_MORE,
            }


def _audience_of(row: Entry) -> str:
    return str(row.audience)


def _keep(made: list[dict[str, Any]]) -> None:
    if made:
        db.session.execute(_KEEP[db.engine.dialect.name], made)


def _keeping(insert: Any) -> Any:
    """Return the statement that keeps a text unless a newer one is kept."""
    table = Base.metadata.tables[EventText.__tablename__]
    adding = insert(table)
    new = adding.excluded
    return adding.on_conflict_do_update(
        index_elements=["subject_id", "audience", "wording"],
        set_={name: new[name] for name in ("revision", "text", "kept_until")},
        where=new.revision >= table.c.revision,
    )


_KEEP = {"sqlite": _keeping(sqlite.insert), "postgresql": _keeping(postgresql.insert)}


@lru_cache(maxsize=4096)
def closure_text(closure: ClosureCard, wording: Wording, audience: Audience) -> bytes:
    """Return a closure as an event. A closure never changes, so what is remembered can not be stale."""
    # SQLite gives the id of a removed closure again; the moment it was made tells the two apart.
    made = int(closure.created_at.timestamp())
    event = FeedEvent(
        uid=f"closure-{closure.id}-{made}@{wording.host}",
        sequence=0,
        revised_at=closure.created_at,
        span=closure.span,
        status=EventStatus.CONFIRMED,
        summary=wording.texts.closed,
        description=closure.reason,
    )
    shown = _hidden(event, wording.host) if audience is Audience.OTHERS else event
    return event_text(shown, wording.texts)


@lru_cache(maxsize=4096)
def outside_text(instrument_id: int, span: Interval, since: datetime, wording: Wording) -> bytes:
    """Return what outside calendars, the first connected at `since`, block: other times are another event."""
    event = FeedEvent(
        uid=f"outside-{instrument_id}-{span.start:%Y%m%dT%H%M%S}-{span.end:%Y%m%dT%H%M%S}",
        sequence=0,
        revised_at=since,
        span=span,
        status=EventStatus.CONFIRMED,
        summary=wording.texts.taken,
    )
    return event_text(_hidden(event, wording.host), wording.texts)


def _hidden(event: FeedEvent, host: str) -> FeedEvent:
    """Return the event as others may see it: its UID stays one and the same, but names no booking."""
    name = sha256(event.uid.encode()).hexdigest()[:32]
    return replace(event, own=False, uid=f"{name}@{host}")


def texts_to_forget(now: datetime, limit: int) -> list[tuple[int, str, str]]:
    """Return the keys of texts that no feed shows any more."""
    key = (EventText.subject_id, EventText.audience, EventText.wording)
    found = db.session.execute(select(*key).where(EventText.kept_until < now).limit(limit))
    return [(row.subject_id, row.audience, row.wording) for row in found]


def forget_text(key: tuple[int, str, str], _now: datetime) -> None:
    """Forget one."""
    which = tuple_(EventText.subject_id, EventText.audience, EventText.wording) == key
    db.session.execute(delete(EventText).where(which))
