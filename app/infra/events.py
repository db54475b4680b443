"""The append-only record of who did what, when and why. The database refuses UPDATE and DELETE."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, JSONText, UTCDateTime, db


@dataclass(frozen=True, slots=True)
class EventActor:
    """Who acted: a person in a role, or the system."""

    id: int | None
    name: str
    role: str


SYSTEM = EventActor(None, "OnePool", "system")


class Event(Base):
    """One thing that happened to one subject."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_subject", "subject_kind", "subject_ref", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_ref: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(48))
    from_state: Mapped[str | None] = mapped_column(String(32))
    to_state: Mapped[str | None] = mapped_column(String(32))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(Text)
    data: Mapped[Any | None] = mapped_column(JSONText)


_INSERT = insert(Base.metadata.tables[Event.__tablename__])  # built once: nearly every write adds an event


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as it is read."""

    at: datetime
    action: str
    from_state: str | None
    to_state: str | None
    actor: EventActor
    reason: str | None
    data: Any


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
    """Add one event to the subject's history, in the caller's transaction."""
    values = {
        "at": at,
        "subject_kind": subject_kind,
        "subject_ref": subject_ref,
        "action": action,
        "from_state": from_state,
        "to_state": to_state,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "role": actor.role,
        "reason": reason,
        "data": data,
    }
    db.session.execute(_INSERT, values)


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
        .order_by(Event.id)
    )
    return {row.subject_ref: row.reason for row in rows}


def last_at(subject_kind: str, subject_ref: str, action: str) -> datetime | None:
    """Return when `action` was last taken on a subject, or None; one query."""
    return db.session.scalar(
        select(func.max(Event.at)).where(
            Event.subject_kind == subject_kind, Event.subject_ref == subject_ref, Event.action == action
        )
    )


def history(subject_kind: str, subject_ref: str) -> list[EventRow]:
    """Return a subject's events, oldest first."""
    rows = db.session.scalars(
        select(Event)
        .where(Event.subject_kind == subject_kind, Event.subject_ref == subject_ref)
        .order_by(Event.id)
    )
    return [
        EventRow(
            row.at, row.action, row.from_state, row.to_state,
            EventActor(row.actor_id, row.actor_name, row.role), row.reason, row.data,
        )
        for row in rows
    ]  # fmt: skip
