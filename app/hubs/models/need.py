"""Needs, their facets, and what organisations write to each other about needs and entries."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.hubs.domain.needs import LONGEST
from app.infra.db import Base, UTCDateTime


class HubNeed(Base):
    """What an enterprise looks for. Whether it is expired is read off `until_on`, and never written."""

    __tablename__ = "hub_need"
    __table_args__ = (
        UniqueConstraint("id", "hub_id"),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="closed_with_outcome"),
        CheckConstraint(
            "outcome IS NULL OR outcome IN ('found_here', 'found_elsewhere', 'not_found')", name="outcome"
        ),
        Index("ix_hub_need_hub_id_state", "hub_id", "state", "until_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    hub_id: Mapped[int] = mapped_column(ForeignKey("hub.id"))
    state: Mapped[str] = mapped_column(String(12))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(LONGEST["title"]))
    text: Mapped[str] = mapped_column(Text)
    until_on: Mapped[date]
    shows_name: Mapped[bool]
    outcome: Mapped[str | None] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class HubNeedFacet(Base):
    """A facet of a need, of the same hub."""

    __tablename__ = "hub_need_facet"
    __table_args__ = (
        ForeignKeyConstraint(["need_id", "hub_id"], ["hub_need.id", "hub_need.hub_id"]),
        ForeignKeyConstraint(["facet_id", "hub_id"], ["hub_facet.id", "hub_facet.hub_id"]),
        Index("ix_hub_need_facet_facet_id", "facet_id", "need_id"),
    )

    need_id: Mapped[int] = mapped_column(primary_key=True)
    facet_id: Mapped[int] = mapped_column(primary_key=True)
    hub_id: Mapped[int]


class HubMessage(Base):
    """One message about a need or an entry, between the organisation it is of and `with_id`. Append-only."""

    __tablename__ = "hub_message"
    __table_args__ = (
        CheckConstraint("(need_id IS NULL) <> (entry_id IS NULL)", name="about_one"),
        Index("ix_hub_message_need_id", "need_id", "with_id", "id"),
        Index("ix_hub_message_entry_id", "entry_id", "with_id", "id"),
        Index("ix_hub_message_with_id", "with_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("hub_need.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("hub_entry.id"))
    with_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime)
