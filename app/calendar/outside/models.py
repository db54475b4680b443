"""Tables of outside calendars. Addresses may hold secrets: they go into no log, event, mail or answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, JSONText, UTCDateTime


class Source:
    """Where a calendar comes from, and its last good content, compressed: rules are expanded anew each day.

    `lane_number` None blocks all lanes. `notes` are [code, message, values] of what was read doubtfully.
    """

    lane_number: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(100))
    url: Mapped[str | None] = mapped_column(Text)
    filename: Mapped[str | None] = mapped_column(String(200))
    plain_http: Mapped[bool]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    etag: Mapped[str | None] = mapped_column(String(500))
    last_modified: Mapped[str | None] = mapped_column(String(100))
    events: Mapped[int]
    own_events: Mapped[int]
    notes: Mapped[Any] = mapped_column(JSONText)


class OutsideCalendar(Source, Base):
    """A calendar that blocks an instrument by its allocations of kind `outside`.

    `window_start` is that of the last good reading, `spans` and `spans_hash` what it said. `leased_until` is
    set while one process reads it; at `alarm_at` the lab is told loudly that it has long been unread.
    """

    __tablename__ = "outside_calendar"
    __table_args__ = (
        ForeignKeyConstraint(["instrument_id", "lane_number"], ["lane.instrument_id", "lane.number"]),
        CheckConstraint("state IN ('fresh', 'stale', 'paused')", name="state"),
        CheckConstraint("(url IS NULL) <> (filename IS NULL)", name="source"),
        CheckConstraint("(state = 'paused') = (next_poll_at IS NULL)", name="paused"),
        CheckConstraint("state <> 'fresh' OR trouble IS NULL", name="trouble"),
        Index("ix_outside_calendar_instrument_id", "instrument_id"),
        Index("ix_outside_calendar_next_poll_at", "next_poll_at"),
        Index("ix_outside_calendar_alarm_at", "alarm_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("schedule.instrument_id"))
    state: Mapped[str] = mapped_column(String(16))
    trouble: Mapped[str | None] = mapped_column(String(40))
    failures: Mapped[int]
    next_poll_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    alarm_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_good_at: Mapped[datetime] = mapped_column(UTCDateTime)
    window_start: Mapped[datetime] = mapped_column(UTCDateTime)
    spans: Mapped[int]
    spans_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class OutsideReading(Base):
    """One try to read a calendar: a month of them is kept."""

    __tablename__ = "outside_reading"
    __table_args__ = (
        Index("ix_outside_reading_calendar_id", "calendar_id", "id"),
        Index("ix_outside_reading_read_at", "read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("outside_calendar.id"))
    read_at: Mapped[datetime] = mapped_column(UTCDateTime)
    outcome: Mapped[str] = mapped_column(String(40))
    status: Mapped[int | None]
    events: Mapped[int]
    spans: Mapped[int]
    added: Mapped[int]
    removed: Mapped[int]
    milliseconds: Mapped[int]


class OutsideDraft(Source, Base):
    """A calendar between its preview and its saving, kept for a day; `calendar_id` is the one it replaces."""

    __tablename__ = "outside_draft"
    __table_args__ = (
        CheckConstraint("(url IS NULL) <> (filename IS NULL)", name="source"),
        Index("ix_outside_draft_made_at", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("schedule.instrument_id"))
    calendar_id: Mapped[int | None]
    window_start: Mapped[datetime] = mapped_column(UTCDateTime)
    busy: Mapped[Any] = mapped_column(JSONText)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
