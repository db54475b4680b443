"""The tables of the pool. Private to this package: others use its queries and cards."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, JSONText, UTCDateTime
from app.pool.domain.instruments import LONGEST
from app.pool.domain.services import LONGEST as LONGEST_OF_SERVICE


class Region(Base):
    """An administrative division, by GB/T 2260 code."""

    __tablename__ = "region"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    level: Mapped[str] = mapped_column(String(12))
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    is_pilot: Mapped[bool]


class PoolMembership(Base):
    """A region's place on one side of the pool."""

    __tablename__ = "pool_membership"
    __table_args__ = (UniqueConstraint("region_code", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    side: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(12))
    asked_on: Mapped[date]
    admitted_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class Admission(Base):
    """Days on which a membership admits its region: from `from_on` up to the day before `until_on`.

    One that was given up before its first day is left with no day. Past days never change.
    """

    __tablename__ = "pool_admission"
    __table_args__ = (CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("pool_membership.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class Provider(Base):
    """An organisation that opens instruments to the pool."""

    __tablename__ = "provider"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), unique=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    # The name as `importing.institutions` joins spellings; what a second import finds the provider by.
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    name_zh: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    country: Mapped[str] = mapped_column(String(LONGEST["country"]))
    city: Mapped[str] = mapped_column(String(LONGEST["city"]))
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    openness: Mapped[str] = mapped_column(Text)
    public_busy: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Accreditation(Base):
    """A home region's decision that a provider may serve the pool."""

    __tablename__ = "accreditation"
    __table_args__ = (CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    kinds: Mapped[list[str]] = mapped_column(JSONText)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    noticed_until: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Recognition(Base):
    """A demand region's decision to accept a supply region's accreditations."""

    __tablename__ = "recognition"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),
        CheckConstraint("demand_region <> supply_region", name="two_regions"),
        Index(None, "demand_region", "supply_region"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    demand_region: Mapped[str] = mapped_column(ForeignKey("region.code"))
    supply_region: Mapped[str] = mapped_column(ForeignKey("region.code"))
    state: Mapped[str] = mapped_column(String(12))
    kinds: Mapped[list[str]] = mapped_column(JSONText)
    modes: Mapped[list[str]] = mapped_column(JSONText)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]


class Instrument(Base):
    """A bookable apparatus: what is said about it, and its booking rules. Its hours are the calendar's."""

    __tablename__ = "instrument"
    __table_args__ = (
        UniqueConstraint("provider_id", "source_id"),
        Index(None, "state", "id"),
        Index(None, "region_code"),
        CheckConstraint("min_minutes > 0 AND min_minutes <= max_minutes", name="lengths"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    state: Mapped[str] = mapped_column(String(12))
    # The import's own: the row's key at its provider, and a digest of its content to know unchanged rows by.
    source_id: Mapped[str | None] = mapped_column(String(200))
    content_hash: Mapped[str | None] = mapped_column(String(64))
    # The enterprise group's cheapest hour now, and the day on which a published card changes it.
    hourly_from_minor: Mapped[int | None] = mapped_column(BigInteger, index=True)
    hourly_changes_on: Mapped[date | None] = mapped_column(index=True)

    name: Mapped[str] = mapped_column(String(LONGEST["name"]))
    name_zh: Mapped[str] = mapped_column(String(LONGEST["name_zh"]))
    name_en: Mapped[str] = mapped_column(String(LONGEST["name_en"]))
    maker: Mapped[str] = mapped_column(String(LONGEST["maker"]))
    model: Mapped[str] = mapped_column(String(LONGEST["model"]))
    category: Mapped[str] = mapped_column(String(LONGEST["category"]))
    class_code: Mapped[str] = mapped_column(String(LONGEST["class_code"]), index=True)
    institution: Mapped[str] = mapped_column(String(LONGEST["institution"]))
    department: Mapped[str] = mapped_column(String(LONGEST["department"]))
    country: Mapped[str] = mapped_column(String(LONGEST["country"]))
    region: Mapped[str] = mapped_column(String(LONGEST["region"]))
    city: Mapped[str] = mapped_column(String(LONGEST["city"]))
    location: Mapped[str] = mapped_column(String(LONGEST["location"]))
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    year: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(LONGEST["status"]))
    price_note: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(LONGEST["link"]))

    confirmation: Mapped[str] = mapped_column(String(10))
    min_minutes: Mapped[int]
    max_minutes: Mapped[int]
    step_minutes: Mapped[int]
    lead_minutes: Mapped[int]
    horizon_days: Mapped[int]
    set_up_buffer_minutes: Mapped[int]
    clean_up_buffer_minutes: Mapped[int]
    no_show_grace_minutes: Mapped[int]

    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)


class RateCard(Base):
    """One published version of an instrument's prices for a group. Append-only in the database."""

    __tablename__ = "rate_card"
    __table_args__ = (UniqueConstraint("instrument_id", "price_group", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    price_group: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    effective_from: Mapped[date]
    terms: Mapped[Any] = mapped_column(JSONText)
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_by: Mapped[str] = mapped_column(String(200))


class Service(Base):
    """Ordered work of a provider. `price_minor` is that of one unit, NULL where each order is quoted."""

    __tablename__ = "service"
    __table_args__ = (Index(None, "state", "id"), Index(None, "provider_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"))
    state: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(12))
    name_zh: Mapped[str] = mapped_column(String(LONGEST_OF_SERVICE["name_zh"]))
    name_en: Mapped[str] = mapped_column(String(LONGEST_OF_SERVICE["name_en"]))
    description: Mapped[str] = mapped_column(Text)
    deliverables: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(12))
    price_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    lead_days: Mapped[int]
    is_required_test: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)
