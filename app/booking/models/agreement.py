"""Quotes, bookings, usage records, settlements."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, JSONText, UTCDateTime


class _Agreed:
    """What a quote and a booking both keep: whose, what, when, and the price as it was agreed.

    `lines` are the price lines (domain.lines); shares are minor units of `currency`. `voucher_parts` are
    pairs of number and minor units, where several vouchers were named.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    state: Mapped[str] = mapped_column(String(24))
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instrument.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    rate_card_id: Mapped[int] = mapped_column(ForeignKey("rate_card.id"))
    lines: Mapped[list[Any]] = mapped_column(JSONText)
    currency: Mapped[str] = mapped_column(String(3))
    total_minor: Mapped[int] = mapped_column(BigInteger)
    voucher_share_minor: Mapped[int] = mapped_column(BigInteger)
    own_share_minor: Mapped[int] = mapped_column(BigInteger)
    net_cost_minor: Mapped[int] = mapped_column(BigInteger)
    voucher_number: Mapped[str | None] = mapped_column(String(32))
    voucher_parts: Mapped[list[Any] | None] = mapped_column(JSONText)
    mode: Mapped[str | None] = mapped_column(String(16))
    recognition_ref: Mapped[str | None] = mapped_column(String(64))
    policy_version: Mapped[int | None]


class Quote(_Agreed, Base):
    """A price promised until `valid_until`; with `holds` it holds the slot until then."""

    __tablename__ = "quote"
    __table_args__ = (Index("ix_quote_state_valid_until", "state", "valid_until"),)

    lane: Mapped[int | None]
    holds: Mapped[bool]
    quoted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    valid_until: Mapped[datetime] = mapped_column(UTCDateTime)


def _by(owner: str) -> Index:
    """Index a list or a feed; whether anything in it changed is read off the index alone."""
    return Index(f"ix_booking_{owner}_starts_at", owner, "starts_at", "ends_at", "revision")


class Booking(_Agreed, Base):
    """The agreement of an enterprise and a provider about a span.

    `deadline_at` is when the present state falls due, if ever. `revision` rises at each change of time, place
    or status (a calendar's SEQUENCE). `hold_ref` names the voucher hold, if a voucher pays.
    `usage_number` points at the valid usage record.
    """

    __tablename__ = "booking"
    __table_args__ = (
        Index("ix_booking_state_deadline_at", "state", "deadline_at"),
        Index("ix_booking_state_remind_at", "state", "remind_at"),
        _by("enterprise_id"),
        _by("provider_organisation_id"),
        _by("instrument_id"),
        _by("person_id"),
        UniqueConstraint("quote_ref", name="uq_booking_quote_ref"),
    )

    provider_organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    quote_ref: Mapped[str | None] = mapped_column(String(16))
    purpose: Mapped[str] = mapped_column(Text)
    hold_ref: Mapped[str | None] = mapped_column(String(24))
    set_up_buffer_minutes: Mapped[int]
    clean_up_buffer_minutes: Mapped[int]
    no_show_grace_minutes: Mapped[int]
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    deadline_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    remind_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    usage_number: Mapped[int | None]
    appeal_state: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int]
    revised_at: Mapped[datetime] = mapped_column(UTCDateTime)


class UsageSession(Base):
    """What really happened. A correction is a new row with the next number; the old one stays, `adjusted`."""

    __tablename__ = "usage_session"
    __table_args__ = (UniqueConstraint("booking_id", "number", name="uq_usage_session_booking_id_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    samples: Mapped[int | None]
    signed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Settlement(Base):
    """The final price, one for a booking or an order, never edited. `lines` are pairs: quoted, actual."""

    __tablename__ = "settlement"
    __table_args__ = (
        UniqueConstraint("booking_id", name="uq_settlement_booking_id"),
        UniqueConstraint("order_id", name="uq_settlement_order_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("service_order.id"))
    cause: Mapped[str] = mapped_column(String(24))
    mode: Mapped[str | None] = mapped_column(String(16))
    lines: Mapped[list[Any]] = mapped_column(JSONText)
    currency: Mapped[str] = mapped_column(String(3))
    quoted_minor: Mapped[int] = mapped_column(BigInteger)
    total_minor: Mapped[int] = mapped_column(BigInteger)
    captured_minor: Mapped[int] = mapped_column(BigInteger)
    released_minor: Mapped[int] = mapped_column(BigInteger)
    own_share_minor: Mapped[int] = mapped_column(BigInteger)
    net_cost_minor: Mapped[int] = mapped_column(BigInteger)
    settled_at: Mapped[datetime] = mapped_column(UTCDateTime)
