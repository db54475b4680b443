"""Samples, cases, what came back, and sanctions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import conv

from app.infra.db import Base, UTCDateTime


class SpotCheck(Base):
    """A sample that was drawn, with all one needs to draw it again. Append-only."""

    __tablename__ = "spot_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    seed: Mapped[int] = mapped_column(BigInteger)
    percent: Mapped[int]
    population: Mapped[int]
    drawn_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    drawn_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ReviewCase(Base):
    """A claim that is looked into; one open case a claim."""

    __tablename__ = "review_case"
    __table_args__ = (
        CheckConstraint("received_minor BETWEEN 0 AND owed_minor", name=conv("case_received_within_owed")),
        Index(
            "review_case_one_open",
            "claim_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(12))
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    spot_check_id: Mapped[int | None] = mapped_column(ForeignKey("spot_check.id"))
    reason: Mapped[str] = mapped_column(Text)
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decision: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    owed_minor: Mapped[int] = mapped_column(BigInteger)
    received_minor: Mapped[int] = mapped_column(BigInteger)


class Receipt(Base):
    """Money that came back for a case. Append-only; a bank reference names one."""

    __tablename__ = "receipt"
    __table_args__ = (CheckConstraint("amount_minor > 0", name="amount_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("review_case.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    bank_reference: Mapped[str] = mapped_column(String(64), unique=True)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    noted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Sanction(Base):
    """An organisation barred from new grants of a region up to and including a day."""

    __tablename__ = "sanction"
    __table_args__ = (CheckConstraint("until_on >= from_on", name="dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("review_case.id"), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    region_code: Mapped[str] = mapped_column(String(6))
    from_on: Mapped[date]
    until_on: Mapped[date]


class SanctionLift(Base):
    """The end of a sanction before its last day. Append-only."""

    __tablename__ = "sanction_lift"

    id: Mapped[int] = mapped_column(primary_key=True)
    sanction_id: Mapped[int] = mapped_column(ForeignKey("sanction.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    lifted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime] = mapped_column(UTCDateTime)
