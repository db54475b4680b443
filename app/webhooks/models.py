"""Tables of webhooks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, UTCDateTime


class Webhook(Base):
    """An address that is told what changed. It has to sign, so its secret stands here as it is (ADR 0019)."""

    __tablename__ = "webhook"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'paused', 'removed')", name="state"),
        CheckConstraint("(state = 'paused') = (why_paused IS NOT NULL)", name="paused_for_a_reason"),
        CheckConstraint("(state = 'removed') = (secret IS NULL)", name="removed_without_secret"),
        Index("ix_webhook_organisation_id", "organisation_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True)
    state: Mapped[str] = mapped_column(String(12))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    maker_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    url: Mapped[str] = mapped_column(Text)
    topics: Mapped[str] = mapped_column(String(64))
    secret: Mapped[str | None] = mapped_column(String(80))
    old_secret: Mapped[str | None] = mapped_column(String(80))
    rotated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    since_at: Mapped[datetime] = mapped_column(UTCDateTime)
    looked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    failing_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    misses: Mapped[int]
    rests_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    why_paused: Mapped[str | None] = mapped_column(String(16))


class WebhookDelivery(Base):
    """One message to one webhook: of an event once, whoever looks for it how often; or a test, of none."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event_id"),
        CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="state"),
        CheckConstraint("(state = 'waiting') = (next_at IS NOT NULL)", name="waiting_for_a_moment"),
        Index("ix_webhook_delivery_next_at", "next_at"),
        Index("ix_webhook_delivery_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    message_id: Mapped[str] = mapped_column(String(40), unique=True)
    type: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12))
    happened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    tries_since: Mapped[datetime] = mapped_column(UTCDateTime)
    attempts: Mapped[int]
    next_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_tried_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    status: Mapped[int | None]
    took_ms: Mapped[int | None]
    problem: Mapped[str | None] = mapped_column(String(40))
