"""Vouchers and what is held of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, JSONText, UTCDateTime
from app.voucher.domain.numbers import LONGEST_NUMBER


class Voucher(Base):
    """An entitlement of one enterprise under the policy version it was issued by; never transferable."""

    __tablename__ = "voucher"
    __table_args__ = (
        CheckConstraint("face_minor > 0", name="face_positive"),
        CheckConstraint("use_by <= redeem_by", name="deadlines"),
        Index("ix_voucher_state_use_by", "state", "use_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(LONGEST_NUMBER), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    # The group whose cap it counts in, where the policy counts so; else it counts for the enterprise alone.
    control_group_id: Mapped[int | None] = mapped_column(ForeignKey("control_group.id"))
    tier: Mapped[str] = mapped_column(String(16))
    face_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    modes: Mapped[Any] = mapped_column(JSONText)
    use_by: Mapped[date]
    redeem_by: Mapped[date]
    state: Mapped[str] = mapped_column(String(16))
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # The last warning given: this many days ahead of `use_by`, of `redeem_by`.
    use_warned_days: Mapped[int | None]
    claim_warned_days: Mapped[int | None]


def _one_live(name: str, column: str) -> Index:
    live = text("state = 'held'")
    return Index(name, "reference", column, unique=True, sqlite_where=live, postgresql_where=live)


class Hold(Base):
    """Voucher value reserved for a reference, with the facts and policy it was judged by.

    `position` counts the vouchers that pay for a reference, from 1, in the order they do.
    """

    __tablename__ = "hold"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("captured_minor BETWEEN 0 AND amount_minor", name="captured_within"),
        CheckConstraint("position > 0", name="position_counts"),
        _one_live("hold_one_live", "position"),
        _one_live("hold_voucher_once", "voucher_id"),
        Index("ix_hold_reference_id", "reference", "id"),
        Index("ix_hold_state_expires_at", "state", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
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
