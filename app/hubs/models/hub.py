"""Hubs and their facets."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.hubs.domain.hubs import LONGEST_NAME, LONGEST_SLUG
from app.infra.db import Base, JSONText, UTCDateTime


class Hub(Base):
    """A field's hub. `areas_zh` and `areas_en` are what it calls its areas."""

    __tablename__ = "hub"
    __table_args__ = (CheckConstraint("state IN ('draft', 'open', 'closed')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(LONGEST_SLUG), unique=True)
    state: Mapped[str] = mapped_column(String(12))
    name_zh: Mapped[str] = mapped_column(String(LONGEST_NAME))
    name_en: Mapped[str] = mapped_column(String(LONGEST_NAME))
    description_zh: Mapped[str] = mapped_column(Text)
    description_en: Mapped[str] = mapped_column(Text)
    areas_zh: Mapped[str] = mapped_column(String(LONGEST_NAME))
    areas_en: Mapped[str] = mapped_column(String(LONGEST_NAME))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class HubFacet(Base):
    """One facet of a hub; (id, hub_id) is what a text's or a need's facets point to."""

    __tablename__ = "hub_facet"
    __table_args__ = (
        UniqueConstraint("hub_id", "slug"),
        UniqueConstraint("id", "hub_id"),
        CheckConstraint("dimension IN ('area', 'technology', 'instrument')", name="dimension"),
        CheckConstraint("dimension = 'instrument' OR classes = '[]'", name="classes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hub_id: Mapped[int] = mapped_column(ForeignKey("hub.id"))
    slug: Mapped[str] = mapped_column(String(LONGEST_SLUG))
    dimension: Mapped[str] = mapped_column(String(12))
    position: Mapped[int]
    name_zh: Mapped[str] = mapped_column(String(LONGEST_NAME))
    name_en: Mapped[str] = mapped_column(String(LONGEST_NAME))
    classes: Mapped[list[str]] = mapped_column(JSONText)
