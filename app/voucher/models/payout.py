"""Batches of payments from one paying region."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import conv

from app.infra.db import Base, UTCDateTime


class Payout(Base):
    """Payments that are built, approved and sent together. The builder never approves (R2)."""

    __tablename__ = "payout"
    __table_args__ = (
        CheckConstraint(
            "approved_by IS NULL OR approved_by <> built_by", name=conv("payout_approved_by_another")
        ),
        CheckConstraint(
            "state IN ('built', 'cancelled') OR approved_by IS NOT NULL",
            name=conv("payout_approved_before_sent"),
        ),
        CheckConstraint(
            "state IN ('built', 'approved', 'cancelled') OR bank_reference IS NOT NULL", name="bank_reference"
        ),
        Index("ix_payout_payer_region_state", "payer_region", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    payer_region: Mapped[str] = mapped_column(String(6))
    state: Mapped[str] = mapped_column(String(16))
    currency: Mapped[str] = mapped_column(String(3))
    built_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    built_at: Mapped[datetime] = mapped_column(UTCDateTime)
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    bank_reference: Mapped[str | None] = mapped_column(String(64), unique=True)


class BankReference(Base):
    """A reference that names a batch or a payment, never two: the database keeps each as it is told."""

    __tablename__ = "bank_reference"

    reference: Mapped[str] = mapped_column(String(64), primary_key=True)


class PayoutLine(Base):
    """One payment: a claim's approved amount to its payee. A returned one may be paid in a later batch.

    `bank_reference` is the bank's own number of this payment, where its answer gave one.
    """

    __tablename__ = "payout_line"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        Index(
            "payout_line_one_live",
            "claim_id",
            unique=True,
            sqlite_where=text("state IN ('open', 'paid')"),
            postgresql_where=text("state IN ('open', 'paid')"),
        ),
        Index("payout_line_bank_reference", "bank_reference", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    payout_id: Mapped[int] = mapped_column(ForeignKey("payout.id"), index=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    payee_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(Text)
    bank_reference: Mapped[str | None] = mapped_column(String(64))
