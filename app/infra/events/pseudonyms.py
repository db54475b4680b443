"""Taking a person's name out of the log while every chain stays whole (ADR 0014).

An event's hash was made with the name, so it stays as it is, and the next event stays bound to it. Beside it
stands a second hash, over the same content with the pseudonym: what is left can not be changed unseen. The
digest of all these hashes stands in an event of the person's own chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import aliased

from app.infra.db import Base, db
from app.infra.events.chain import GENESIS, link
from app.infra.events.models import Event

_TABLE = Base.metadata.tables[Event.__tablename__]
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """How many events of somebody bear the pseudonym, and the digest over their second hashes."""

    actor_id: int | None
    number: int
    digest: str


def pseudonym(person_id: int) -> str:
    """Return what stands in the place of a name; the database lets no other text take it."""
    return f"#{person_id}"


def pseudonymise_events(person_id: int) -> Pseudonymised:
    """Put the pseudonym in the place of the name in all events that a person caused."""
    before = aliased(Event)
    query = (
        select(*_TABLE.columns, before.hash.label("hash_before"))
        .select_from(Event)
        .outerjoin(
            before,
            (before.subject_kind == Event.subject_kind)
            & (before.subject_ref == Event.subject_ref)
            & (before.seq == Event.seq - 1),
        )
        .where(Event.actor_id == person_id, Event.pseudonym_hash.is_(None))
        .order_by(Event.id)
    )
    alias = pseudonym(person_id)
    hashes = [
        (row.id, link(row.hash_before or GENESIS, row._asdict() | {"actor_name": alias}))
        for row in db.session.execute(query)
    ]
    renamed = (
        update(_TABLE)
        .where(_TABLE.c.id == bindparam("event_id"))
        .values(actor_name=alias, pseudonym_hash=bindparam("second"))
    )
    for start in range(0, len(hashes), AT_ONCE):
        chunk = hashes[start : start + AT_ONCE]
        part = [{"event_id": event_id, "second": second} for event_id, second in chunk]
        db.session.connection().execute(renamed, part)
    return Pseudonymised(person_id, len(hashes), _digest(hashes))


def pseudonymised() -> Iterator[Pseudonymised]:
    """Yield, for everybody whose name was taken out, what stands in the log now."""
    query = (
        select(Event.actor_id, Event.id, Event.pseudonym_hash)
        .where(Event.pseudonym_hash.is_not(None))
        .order_by(Event.actor_id, Event.id)
    )
    for actor_id, rows in groupby(db.session.execute(query), key=lambda row: row.actor_id):
        hashes = [(row.id, row.pseudonym_hash) for row in rows]
        yield Pseudonymised(actor_id, len(hashes), _digest(hashes))


def _digest(hashes: Iterable[tuple[int, str]]) -> str:
    lines = "\n".join(f"{event_id}:{second}" for event_id, second in hashes)
    return hashlib.sha256(lines.encode()).hexdigest()
