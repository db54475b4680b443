"""What enterprises owe providers, what they paid of it, and the invoices."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import conv

from app.infra.db import Base, UTCDateTime


class Receivable(Base):
    """An enterprise's own share of one settlement, for the provider to receive.

    `reference` names what was settled. `paid_minor` is kept by the database: the sum of the payments that
    were not refused, and never more than `amount_minor`.
    """

    __tablename__ = "receivable"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("paid_minor BETWEEN 0 AND amount_minor", name=conv("paid_within_amount")),
        Index("ix_receivable_enterprise_id_due_on", "enterprise_id", "due_on"),
        Index("ix_receivable_provider_organisation_id_due_on", "provider_organisation_id", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    provider_organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    currency: Mapped[str] = mapped_column(String(3))
    price_minor: Mapped[int] = mapped_column(BigInteger)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    paid_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    due_on: Mapped[date]
    owed_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Payment(Base):
    """A payment as the enterprise recorded it, with its bank receipt; the provider answers once."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        Index(
            "payment_recorded_once",
            "receivable_id",
            "bank_reference",
            unique=True,
            sqlite_where=text("state <> 'refused'"),
            postgresql_where=text("state <> 'refused'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    receivable_id: Mapped[int] = mapped_column(ForeignKey("receivable.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date]
    bank_reference: Mapped[str] = mapped_column(String(64))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    state: Mapped[str] = mapped_column(String(16))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str | None] = mapped_column(Text)


class Invoice(Base):
    """An invoice 发票 as the provider recorded it; its number is unique among the provider's. Append-only."""

    __tablename__ = "invoice"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        UniqueConstraint("provider_organisation_id", "number", name=conv("invoice_number_once")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    receivable_id: Mapped[int] = mapped_column(ForeignKey("receivable.id"), index=True)
    provider_organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    number: Mapped[str] = mapped_column(String(30))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    issued_on: Mapped[date]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
