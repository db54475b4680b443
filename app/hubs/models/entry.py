"""Entries, their texts, and the facets of each text."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.hubs.domain.entries import LONGEST
from app.infra.db import Base, UTCDateTime

_DRAFT, _PUBLIC = text("role = 'draft'"), text("role = 'public'")


class HubEntry(Base):
    """What an organisation shows in a hub. Its words are in its texts: one public, one being written."""

    __tablename__ = "hub_entry"
    __table_args__ = (
        UniqueConstraint("id", "hub_id"),
        CheckConstraint("kind IN ('project', 'technology', 'platform', 'experts')", name="kind"),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'sent_back', 'published', 'withdrawn')", name="state"
        ),
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_at"),
        Index("ix_hub_entry_state_since", "state", "since"),
        Index("ix_hub_entry_hub_id_kind", "hub_id", "kind", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    hub_id: Mapped[int] = mapped_column(ForeignKey("hub.id"))
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class HubText(Base):
    """One text of an entry: being written (`draft`), read by all (`public`), or `past`."""

    __tablename__ = "hub_text"
    __table_args__ = (
        UniqueConstraint("id", "hub_id"),
        ForeignKeyConstraint(["entry_id", "hub_id"], ["hub_entry.id", "hub_entry.hub_id"]),
        CheckConstraint("role IN ('draft', 'public', 'past')", name="role"),
        Index("hub_text_one_draft", "entry_id", unique=True, sqlite_where=_DRAFT, postgresql_where=_DRAFT),
        Index("hub_text_one_public", "entry_id", unique=True, sqlite_where=_PUBLIC, postgresql_where=_PUBLIC),
        Index("ix_hub_text_entry_id", "entry_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int]
    hub_id: Mapped[int]
    role: Mapped[str] = mapped_column(String(8))
    name_zh: Mapped[str] = mapped_column(String(LONGEST["name_zh"]))
    name_en: Mapped[str] = mapped_column(String(LONGEST["name_en"]))
    text_zh: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)


class HubTextFacet(Base):
    """A facet of a text, of the same hub: the two foreign keys share `hub_id`."""

    __tablename__ = "hub_text_facet"
    __table_args__ = (
        ForeignKeyConstraint(["text_id", "hub_id"], ["hub_text.id", "hub_text.hub_id"]),
        ForeignKeyConstraint(["facet_id", "hub_id"], ["hub_facet.id", "hub_facet.hub_id"]),
        Index("ix_hub_text_facet_facet_id", "facet_id", "text_id"),
    )

    text_id: Mapped[int] = mapped_column(primary_key=True)
    facet_id: Mapped[int] = mapped_column(primary_key=True)
    hub_id: Mapped[int]
