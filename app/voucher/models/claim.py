"""What was captured, and the claims that ask for it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import conv

from app.infra.db import Base, UTCDateTime


class Capture(Base):
    """A hold that was spent: the final price, who used and who served. OPEN while its value is claimable.

    All but `state` is fixed in the database: a later policy changes nothing here (R3).
    """

    __tablename__ = "capture"
    __table_args__ = (
        CheckConstraint("captured_minor > 0 AND captured_minor <= price_minor", name="captured_within"),
        CheckConstraint("together_minor BETWEEN captured_minor AND price_minor", name="together_within"),
        Index("ix_capture_state_redeem_by", "state", "redeem_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hold_id: Mapped[int] = mapped_column(ForeignKey("hold.id"), unique=True)
    reference: Mapped[str] = mapped_column(String(40), index=True)
    voucher_id: Mapped[int] = mapped_column(ForeignKey("voucher.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"))
    mode: Mapped[str] = mapped_column(String(16))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    provider_organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    issuer_region: Mapped[str] = mapped_column(String(6))
    host_region: Mapped[str] = mapped_column(String(6))
    payer_region: Mapped[str] = mapped_column(String(6))
    currency: Mapped[str] = mapped_column(String(3))
    price_minor: Mapped[int] = mapped_column(BigInteger)
    rate_percent: Mapped[int]
    captured_minor: Mapped[int] = mapped_column(BigInteger)
    # What all vouchers paid of the price, where several did.
    together_minor: Mapped[int | None] = mapped_column(BigInteger)
    redeem_by: Mapped[date]
    captured_at: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[str] = mapped_column(String(12))


class Claim(Base):
    """Asking the paying region for captured value: 通用 by the enterprise, 通兑 by the provider."""

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint(
            "state NOT IN ('payable', 'paid') OR COALESCE(payable_at >= noticed_until, FALSE)",
            name=conv("claim_noticed_before_payable"),
        ),
        Index("ix_claim_state_noticed_until", "state", "noticed_until"),
        Index("ix_claim_state_redeem_by", "state", "redeem_by"),
        Index("ix_claim_payer_region_state", "payer_region", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    mode: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    payee_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    payer_region: Mapped[str] = mapped_column(String(6))
    currency: Mapped[str] = mapped_column(String(3))
    redeem_by: Mapped[date]
    created_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reviewed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    noticed_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    payable_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str | None] = mapped_column(Text)
    borne_by: Mapped[str | None] = mapped_column(String(16))


class ClaimLine(Base):
    """One capture in a claim. `live` ends with the claim, so that a capture is in one live claim at most."""

    __tablename__ = "claim_line"
    __table_args__ = (
        UniqueConstraint("claim_id", "capture_id"),
        CheckConstraint(
            "approved_minor IS NULL OR approved_minor BETWEEN 0 AND captured_minor",
            name=conv("approved_within_captured"),
        ),
        Index(
            "claim_line_one_live",
            "capture_id",
            unique=True,
            sqlite_where=text("live"),
            postgresql_where=text("live"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("capture.id"))
    live: Mapped[bool]
    captured_minor: Mapped[int] = mapped_column(BigInteger)
    approved_minor: Mapped[int | None] = mapped_column(BigInteger)


class Evidence(Base):
    """A document of a claim. One taken away again stays, with the moment it was.

    `live` ends with the claim or with the taking away: then the document may prove another claim.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("amount_minor IS NULL OR amount_minor > 0", name="amount_positive"),
        Index(
            "evidence_used_once",
            "sha256",
            unique=True,
            sqlite_where=text("kind IN ('invoice', 'bank_receipt') AND live"),
            postgresql_where=text("kind IN ('invoice', 'bank_receipt') AND live"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    live: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
