"""Reading what happened to a subject."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Subquery, func, select

from app.infra.db import db
from app.infra.events.models import Event, EventActor


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as it is read; `seq` and `hash` are its place in its subject's chain."""

    id: int
    subject_kind: str
    subject_ref: str
    seq: int
    at: datetime
    action: str
    from_state: str | None
    to_state: str | None
    actor: EventActor
    reason: str | None
    data: Any
    hash: str

    @property
    def content(self) -> dict[str, Any]:
        """Return what the event says, by column: what its hash is made of."""
        return {
            "subject_kind": self.subject_kind,
            "subject_ref": self.subject_ref,
            "seq": self.seq,
            "at": self.at,
            "action": self.action,
            "from_state": self.from_state,
            "to_state": self.to_state,
            "actor_id": self.actor.id,
            "actor_name": self.actor.name,
            "role": self.actor.role,
            "reason": self.reason,
            "data": self.data,
        }

    @property
    def data_text(self) -> str:
        """Return the data as indented JSON, for people."""
        return json.dumps(self.data, ensure_ascii=False, indent=2, sort_keys=True)


def last_reasons(subject_kind: str, refs: Collection[str], actions: Collection[str]) -> dict[str, str]:
    """Return the reason given last for any of `actions`, by subject; one query."""
    rows = db.session.execute(
        select(Event.subject_ref, Event.reason)
        .where(
            Event.subject_kind == subject_kind,
            Event.subject_ref.in_(refs),
            Event.action.in_([str(action) for action in actions]),
            Event.reason.is_not(None),
        )
        .order_by(Event.subject_ref, Event.seq)
    )
    return {row.subject_ref: row.reason for row in rows}


def moments_to_join(subject_kind: str, action: str) -> Subquery:
    """Return when an action was taken: `subject_ref`, `at`, for whoever asks in a statement of their own."""
    taken = select(Event.subject_ref, Event.at)
    return taken.where(Event.subject_kind == subject_kind, Event.action == action).subquery()


def last_at(subject_kind: str, subject_ref: str, action: str) -> datetime | None:
    """Return when `action` was last taken on a subject, or None; one query."""
    return db.session.scalar(
        select(func.max(Event.at)).where(
            Event.subject_kind == subject_kind, Event.subject_ref == subject_ref, Event.action == action
        )
    )


def history(subject_kind: str, subject_ref: str) -> list[EventRow]:
    """Return a subject's events, oldest first."""
    return event_rows(
        select(Event)
        .where(Event.subject_kind == subject_kind, Event.subject_ref == subject_ref)
        .order_by(Event.seq)
    )


def histories(subject_kind: str, refs: Collection[str]) -> list[EventRow]:
    """Return the events of many subjects of a kind, subject by subject, oldest first; one query."""
    return event_rows(
        select(Event)
        .where(Event.subject_kind == subject_kind, Event.subject_ref.in_(refs))
        .order_by(Event.subject_ref, Event.seq)
    )


def event_rows(query: Select[Event]) -> list[EventRow]:
    """Return what a query of events finds, in its order."""
    return [
        EventRow(
            row.id, row.subject_kind, row.subject_ref, row.seq, row.at, row.action,
            row.from_state, row.to_state, EventActor(row.actor_id, row.actor_name, row.role),
            row.reason, row.data, row.hash,
        )
        for row in db.session.scalars(query)
    ]  # fmt: skip
