"""What was taken over from other systems: past use, and bookings as closures."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, UTCDateTime, race_lost


class MoveIn(Base):
    """A file of another system: kept until it is taken over, and then the record that it was."""

    __tablename__ = "move_in"
    __table_args__ = (
        CheckConstraint("kind IN ('usage', 'bookings')", name="kind"),
        Index(None, "organisation_id", "id"),
        Index(None, "uploaded_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(10))
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    rows: Mapped[int]
    uploaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class PastUse(Base):
    """Use of an instrument before it came here: for statistics, never for money. `minutes` is its length."""

    __tablename__ = "past_use"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="span"),
        UniqueConstraint("instrument_id", "row_key"),
        Index(None, "move_in_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    move_in_id: Mapped[int] = mapped_column(ForeignKey("move_in.id"))
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    row_key: Mapped[str] = mapped_column(String(32))
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    minutes: Mapped[int]
    who: Mapped[str] = mapped_column(String(300))
    purpose: Mapped[str] = mapped_column(String(500))


class MovedBooking(Base):
    """A booking of another system. Its time is a closure's, which tells the public nothing of it."""

    __tablename__ = "moved_booking"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="span"),
        UniqueConstraint("instrument_id", "row_key"),
        Index(None, "move_in_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    move_in_id: Mapped[int] = mapped_column(ForeignKey("move_in.id"))
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    row_key: Mapped[str] = mapped_column(String(32))
    closure_id: Mapped[int]
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    who: Mapped[str] = mapped_column(String(300))
    purpose: Mapped[str] = mapped_column(String(500))


# Two files of the same rows at once: the work, tried again, knows those of the other.
for _table in ("past_use", "moved_booking"):
    race_lost(
        f"uq_{_table}_instrument_id_row_key", sqlite_columns=f"{_table}.instrument_id, {_table}.row_key"
    )
