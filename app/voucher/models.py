"""Tables of the voucher side. Amounts are minor units with a currency; the ledger's rules are triggers.

The triggers live in migration 0005: a transfer moves both balances, a balance moves in no other way, a hold
is resolved once, and nothing of the ledger is ever changed or deleted.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import conv

from app.infra.db import Base, JSONText, UTCDateTime


class Programme(Base):
    """One region's voucher scheme for one year."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    year: Mapped[int]
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class PolicyVersion(Base):
    """One version of a programme's rules; append-only. The highest version is in force for new vouchers."""

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("programme_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    version: Mapped[int]
    terms: Mapped[Any] = mapped_column(JSONText)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Voucher(Base):
    """An entitlement of one enterprise under the policy version it was issued by; never transferable."""

    __tablename__ = "voucher"
    __table_args__ = (
        CheckConstraint("face_minor > 0", name="face_positive"),
        CheckConstraint("use_by <= redeem_by", name="deadlines"),
        Index("ix_voucher_state_use_by", "state", "use_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    tier: Mapped[str] = mapped_column(String(16))
    face_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    modes: Mapped[Any] = mapped_column(JSONText)
    use_by: Mapped[date]
    redeem_by: Mapped[date]
    state: Mapped[str] = mapped_column(String(16))
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Hold(Base):
    """Voucher value reserved for a reference, with the facts and policy it was judged by."""

    __tablename__ = "hold"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("captured_minor BETWEEN 0 AND amount_minor", name="captured_within"),
        Index(
            "hold_one_live",
            "reference",
            unique=True,
            sqlite_where=text("state = 'held'"),
            postgresql_where=text("state = 'held'"),
        ),
        Index("ix_hold_reference_id", "reference", "id"),
        Index("ix_hold_state_expires_at", "state", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40))
    voucher_id: Mapped[int] = mapped_column(ForeignKey("voucher.id"), index=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"))
    mode: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    captured_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    host_region: Mapped[str] = mapped_column(String(6))
    snapshot: Mapped[Any] = mapped_column(JSONText)
    held_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Bucket(Base):
    """Where money stands. `owner_ref` is the region (treasury), programme, voucher or hold it belongs to."""

    __tablename__ = "bucket"
    __table_args__ = (
        UniqueConstraint("kind", "owner_ref", "tier"),
        CheckConstraint(
            "kind IN ('treasury', 'budget') OR balance_minor >= 0", name=conv("bucket_not_negative")
        ),
        CheckConstraint("kind <> 'budget' OR balance_minor >= 0", name=conv("budget_not_overdrawn")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    owner_ref: Mapped[str] = mapped_column(String(40))
    tier: Mapped[str] = mapped_column(String(16))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id"), index=True)
    balance_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    last_transfer_id: Mapped[int | None]


class Transfer(Base):
    """One movement of money; append-only. It names issuer, host and payer region for the clearing."""

    __tablename__ = "transfer"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name=conv("transfer_amount_positive")),
        CheckConstraint("debit_bucket_id <> credit_bucket_id", name=conv("transfer_distinct_buckets")),
        Index("ix_transfer_voucher_id_id", "voucher_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    debit_bucket_id: Mapped[int] = mapped_column(ForeignKey("bucket.id"), index=True)
    credit_bucket_id: Mapped[int] = mapped_column(ForeignKey("bucket.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    reason: Mapped[str] = mapped_column(String(24))
    reference: Mapped[str] = mapped_column(String(40))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id"))
    issuer_region: Mapped[str] = mapped_column(String(6))
    host_region: Mapped[str | None] = mapped_column(String(6))
    payer_region: Mapped[str] = mapped_column(String(6))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))


class CapUse(Base):
    """How much of the yearly cap a programme has granted to one enterprise; NULL cap is no cap.

    `counted_for` names whom the cap counts for: an enterprise, later perhaps its control group.
    """

    __tablename__ = "cap_use"
    __table_args__ = (
        UniqueConstraint("programme_id", "counted_for"),
        CheckConstraint("cap_minor IS NULL OR used_minor <= cap_minor", name=conv("cap_not_exceeded")),
        CheckConstraint("used_minor >= 0", name="used_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    counted_for: Mapped[str] = mapped_column(String(40))
    used_minor: Mapped[int] = mapped_column(BigInteger)
    cap_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
