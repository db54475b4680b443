"""Adding events to the chains of their subjects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, String, bindparam, cast, insert, select

from app.infra.db import Base, db
from app.infra.events.chain import CONTENT, GENESIS, link
from app.infra.events.models import Event, EventActor

# Built once: nearly every write adds an event.
_TABLE = Base.metadata.tables[Event.__tablename__]
_INSERT = insert(_TABLE)
_LAST = (
    select(_TABLE.c.seq, _TABLE.c.hash)
    .where(_TABLE.c.subject_kind == bindparam("kind"), _TABLE.c.subject_ref == bindparam("ref"))
    .order_by(_TABLE.c.seq.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: the number and the hash of its last event."""

    seq: int
    hash: str


_NONE_YET = Head(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to a subject, and what that made of it."""

    action: str
    from_state: str | None
    to_state: str | None
    reason: str | None = None
    data: object = None


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
    head: Head | None = None,
) -> None:
    """Add the next event of a subject's history, in the caller's transaction.

    Whoever read the chain's `head` with the subject (`head_to_select`) spares a look at it.

    Call it with the subject's row locked (changing its state does that): the next then waits for this one.
    Of two who hold no lock, the database refuses one, and its transaction is tried again.
    """
    step = Step(action, from_state, to_state, reason, data)
    record_steps(
        subject_kind=subject_kind, subject_ref=subject_ref, steps=[step], at=at, actor=actor, head=head
    )


def record_steps(
    *,
    subject_kind: str,
    subject_ref: str,
    steps: Sequence[Step],
    at: datetime,
    actor: EventActor,
    head: Head | None = None,
) -> None:
    """Add the next events of a subject's history, which happened at one moment. Call it as `record`."""
    last = head or _look(subject_kind, subject_ref)
    seq, previous = last.seq, last.hash
    rows: list[dict[str, Any]] = []
    for step in steps:
        seq += 1
        row = _row(step, subject_kind, subject_ref, seq, at, actor)
        row["hash"] = previous = link(previous, row)
        rows.append(row)
    db.session.execute(_INSERT, rows if len(rows) > 1 else rows[0])


def head_to_select(kind: str, ref: ColumnElement[str]) -> ScalarSelect[str]:
    """Return the end of a subject's chain, for the statement that locks the subject; `read_head` reads it.

    Where that statement waited for the lock, the chain may have grown meanwhile: then the database refuses
    the event, and the transaction is tried again.
    """
    end = cast(_TABLE.c.seq, String) + " " + _TABLE.c.hash
    of = select(end).where(_TABLE.c.subject_kind == kind, _TABLE.c.subject_ref == ref)
    return of.order_by(_TABLE.c.seq.desc()).limit(1).scalar_subquery()


def read_head(end: str | None) -> Head:
    """Return what `head_to_select` selected; a subject without events has none."""
    if end is None:
        return _NONE_YET
    seq, last_hash = end.split()
    return Head(int(seq), last_hash)


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
    row = _row(Step(action, None, to_state, None, data), subject_kind, subject_ref, 1, at, actor)
    db.session.execute(_INSERT, row | {"hash": link(GENESIS, row)})


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


def _look(kind: str, ref: str) -> Head:
    last = db.session.execute(_LAST, {"kind": kind, "ref": ref}).one_or_none()
    return Head(last.seq, last.hash) if last else _NONE_YET


def _row(
    step: Step, subject_kind: str, subject_ref: str, seq: int, at: datetime, actor: EventActor
) -> dict[str, Any]:
    """Return what an event says, by column."""
    return {
        "subject_kind": subject_kind,
        "subject_ref": subject_ref,
        "seq": seq,
        "at": at,
        "action": step.action,
        "from_state": step.from_state,
        "to_state": step.to_state,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "role": actor.role,
        "reason": step.reason,
        "data": step.data,
    }
