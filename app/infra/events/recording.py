"""Adding events to the chains of their subjects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from app.infra.db import Base, db
from app.infra.events.chain import CONTENT, GENESIS, link
from app.infra.events.models import Event, EventActor

# Built once: nearly every write adds an event.
_INSERT = insert(Base.metadata.tables[Event.__tablename__])
_LAST = (
    select(Event.seq, Event.hash)
    .where(Event.subject_kind == bindparam("kind"), Event.subject_ref == bindparam("ref"))
    .order_by(Event.seq.desc())
    .limit(1)
)


def record(  # noqa: PLR0913 -- an event has this many facts
    *,
    subject_kind: str,
    subject_ref: str,
    action: str,
    at: datetime,
    actor: EventActor,
    from_state: str | None = None,
    to_state: str | None = None,
    reason: str | None = None,
    data: object = None,
) -> None:
    """Add the next event of a subject's history, in the caller's transaction.

    Call it with the subject's row locked (changing its state does that): the next then waits for this one.
    Of two who hold no lock, the database refuses one, and its transaction is tried again.
    """
    last = db.session.execute(_LAST, {"kind": subject_kind, "ref": subject_ref}).one_or_none()
    told = {
        "subject_kind": subject_kind,
        "subject_ref": subject_ref,
        "seq": last.seq + 1 if last else 1,
        "at": at,
        "action": action,
        "from_state": from_state,
        "to_state": to_state,
        "reason": reason,
        "data": data,
    }
    _add(told, actor, last.hash if last else GENESIS)


def record_first(
    *,
    subject_kind: str,
    subject_ref: str,
    action: str,
    at: datetime,
    actor: EventActor,
    to_state: str,
    data: object = None,
) -> None:
    """Add the first event of a subject that this transaction made: `record` without a look at the chain."""
    told = {
        "subject_kind": subject_kind,
        "subject_ref": subject_ref,
        "seq": 1,
        "at": at,
        "action": action,
        "from_state": None,
        "to_state": to_state,
        "reason": None,
        "data": data,
    }
    _add(told, actor, GENESIS)


def linked(events: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the whole history of one new subject as rows to insert: numbered from 1, and hashed.

    For those who insert very many rows at once; `events` are the other columns, oldest first.
    """
    rows: list[dict[str, Any]] = []
    previous = GENESIS
    for seq, event in enumerate(events, 1):
        row = dict.fromkeys(CONTENT) | dict(event) | {"seq": seq}
        row["hash"] = previous = link(previous, row)
        rows.append(row)
    return rows


def _add(told: dict[str, Any], actor: EventActor, previous: str) -> None:
    told |= {"actor_id": actor.id, "actor_name": actor.name, "role": actor.role}
    db.session.execute(_INSERT, told | {"hash": link(previous, told)})
