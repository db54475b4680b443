"""Tables of the calendar. Spans are half-open `[starts_at, ends_at)` in UTC."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.calendar.domain.hours import OpeningPeriod, WeeklyHours
from app.infra.db import Base, UTCDateTime


class Schedule(Base):
    """An instrument's time: its zone, how many lanes it has, and its weekly hours.

    The hours are one text ("1:510-1050 2:510-1050": weekday, minutes of its wall clock), because they are
    read and replaced as a whole, and equal texts are equal hours: a search of the pool expands each once.
    """

    __tablename__ = "schedule"
    __table_args__ = (CheckConstraint("lane_count >= 1", name="lane_count"),)

    instrument_id: Mapped[int] = mapped_column(
        ForeignKey("instrument.id"), primary_key=True, autoincrement=False
    )
    zone: Mapped[str] = mapped_column(String(64))
    lane_count: Mapped[int]
    weekly: Mapped[str] = mapped_column(Text)


class Lane(Base):
    """One of an instrument's interchangeable places, numbered from 1."""

    __tablename__ = "lane"
    __table_args__ = (
        UniqueConstraint("instrument_id", "number"),
        UniqueConstraint("id", "instrument_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("schedule.instrument_id"))
    number: Mapped[int]


class Closure(Base):
    """Time in which nobody may newly book: a holiday, maintenance, an outage.

    It never cancels a standing booking.
    """

    __tablename__ = "closure"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="span"),
        Index("ix_closure_instrument_id_ends_at", "instrument_id", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("schedule.instrument_id"))
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Allocation(Base):
    """A blocked span of a lane, taken under a reference. The one table that says who has the time.

    Of the exclusive rows no two overlap on a lane: the migration's constraint `allocation_no_overlap`.
    `instrument_id` repeats the lane's, held equal by the foreign key, to spare the join on every question.
    """

    __tablename__ = "allocation"
    __table_args__ = (
        ForeignKeyConstraint(["lane_id", "instrument_id"], ["lane.id", "lane.instrument_id"]),
        CheckConstraint("ends_at > starts_at", name="span"),
        CheckConstraint("kind IN ('booking', 'quote', 'offer', 'outside')", name="kind"),
        CheckConstraint("exclusive = (kind <> 'outside')", name="exclusive"),
        Index(
            "uq_allocation_reference",
            "reference",
            unique=True,
            postgresql_where=text("exclusive"),
            sqlite_where=text("exclusive"),
        ),
        Index("ix_allocation_instrument_id_ends_at", "instrument_id", "ends_at"),
        Index("ix_allocation_lane_id_ends_at", "lane_id", "ends_at"),
        Index("ix_allocation_ends_at", "ends_at"),
        CheckConstraint(
            "(kind = 'outside') = (outside_calendar_id IS NOT NULL)"
            " AND (kind <> 'outside' OR reference = 'outside:' || outside_calendar_id)",
            name="outside_calendar",
        ),
        Index(
            "ix_allocation_outside_calendar_id",
            "outside_calendar_id",
            postgresql_where=text("outside_calendar_id IS NOT NULL"),
            sqlite_where=text("outside_calendar_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lane_id: Mapped[int]
    instrument_id: Mapped[int]
    reference: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    exclusive: Mapped[bool]
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    outside_calendar_id: Mapped[int | None] = mapped_column(ForeignKey("outside_calendar.id"))


class Feed(Base):
    """A calendar subscription. The token is shown once; only its SHA-256 is kept.

    `client` is the program that read it last, `uses` when it was read the last few times. `state_tag` names
    the state that was shown last, `state_at` since when: its Last-Modified.
    """

    __tablename__ = "feed"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("kind IN ('mine', 'enterprise', 'instrument', 'provider')", name="kind"),
        CheckConstraint("detail IN ('full', 'busy')", name="detail"),
        CheckConstraint("(kind = 'instrument') = (instrument_id IS NOT NULL)", name="instrument"),
        Index("ix_feed_person_id", "person_id"),
        Index("ix_feed_revoked_at", "revoked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    detail: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    instrument_id: Mapped[int | None] = mapped_column(ForeignKey("instrument.id"))
    locale: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    client: Mapped[str | None] = mapped_column(String(100))
    uses: Mapped[str | None] = mapped_column(Text)
    state_tag: Mapped[str | None] = mapped_column(String(64))
    state_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class EventText(Base):
    """What a feed says of one booking at one revision: written once, then joined into every such feed.

    `audience` is whom it tells how much; `wording` names the language, the addresses and the form of writing
    that it was made with: what was made otherwise is not found, and goes after `kept_until`.
    """

    __tablename__ = "event_text"
    __table_args__ = (Index("ix_event_text_kept_until", "kept_until"),)

    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    audience: Mapped[str] = mapped_column(String(12), primary_key=True)
    wording: Mapped[str] = mapped_column(String(32), primary_key=True)
    revision: Mapped[int]
    text: Mapped[bytes] = mapped_column(LargeBinary)
    kept_until: Mapped[datetime] = mapped_column(UTCDateTime)


def weekly_text(hours: WeeklyHours) -> str:
    """Write the periods as `Schedule.weekly` keeps them."""
    return " ".join(f"{each.weekday}:{each.from_minute}-{each.to_minute}" for each in hours.periods)


@lru_cache(maxsize=4096)
def weekly_hours(zone: str, weekly: str) -> WeeklyHours:
    """Read `Schedule.weekly`. Remembered by its text, so what is remembered can not be stale."""
    return WeeklyHours(zone, tuple(_period(each) for each in weekly.split()))


def _period(written: str) -> OpeningPeriod:
    weekday, minutes = written.split(":")
    from_minute, to_minute = minutes.split("-")
    return OpeningPeriod(int(weekday), int(from_minute), int(to_minute))
