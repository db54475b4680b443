"""The table of events. The database refuses UPDATE and DELETE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, JSONText, UTCDateTime, race_lost


@dataclass(frozen=True, slots=True)
class EventActor:
    """Who acted: a person in a role, or the system."""

    id: int | None
    name: str
    role: str


SYSTEM = EventActor(None, "OnePool", "system")


class Event(Base):
    """One thing that happened to a subject: number `seq` of its chain, bound to the one before by `hash`."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_ref", "seq"),
        Index("ix_event_at", "at", "id"),
        Index("ix_event_actor_name", "actor_name", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_ref: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int]
    action: Mapped[str] = mapped_column(String(48))
    from_state: Mapped[str | None] = mapped_column(String(32))
    to_state: Mapped[str | None] = mapped_column(String(32))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(Text)
    data: Mapped[Any | None] = mapped_column(JSONText)
    hash: Mapped[str] = mapped_column(String(64))
    # Set where the actor's name was taken out: the hash over what is left (ADR 0014).
    pseudonym_hash: Mapped[str | None] = mapped_column(String(64))


# Two who write a subject's next event at once: the loser comes after the winner.
race_lost(
    "uq_event_subject_kind_subject_ref_seq",
    sqlite_columns="event.subject_kind, event.subject_ref, event.seq",
)
