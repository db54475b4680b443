"""Programmes, their policy versions, and what they granted to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
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


class CapUse(Base):
    """How much of the yearly cap a programme has granted to one enterprise or group; NULL cap is no cap.

    `counted_for` names whom the cap counts for: an enterprise or its control group.
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
