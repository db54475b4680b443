"""The ledger. Its rules are triggers (migration 0005): a transfer moves both balances, a balance moves in no
other way, and nothing of it is ever changed or deleted.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import conv

from app.infra.db import Base, UTCDateTime


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
