"""Requests for vouchers, and what was handed in with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, JSONText, UTCDateTime


class GrantApplication(Base):
    """An enterprise's request for a voucher of a programme.

    Its history is in the events; `since` is when it came into its state. `decision` keeps the facts it was
    decided by, `city_region` whose officers review after the district's.
    """

    __tablename__ = "grant_application"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint(
            "approved_minor IS NULL OR approved_minor BETWEEN 1 AND amount_minor", name="approved_within"
        ),
        CheckConstraint("(state = 'approved') = (voucher_id IS NOT NULL)", name="approved_with_voucher"),
        Index("ix_grant_application_state_since", "state", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    purpose: Mapped[str] = mapped_column(Text)
    modes: Mapped[Any | None] = mapped_column(JSONText)
    tier: Mapped[str | None] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    city_region: Mapped[str | None] = mapped_column(String(6))
    endorsed_minor: Mapped[int | None] = mapped_column(BigInteger)
    endorsed_by: Mapped[int | None]
    approved_minor: Mapped[int | None] = mapped_column(BigInteger)
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id"), unique=True)
    decision: Mapped[Any | None] = mapped_column(JSONText)


class GrantDocument(Base):
    """A document handed in with an application. Append-only, like the document."""

    __tablename__ = "grant_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("grant_application.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
