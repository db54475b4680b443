"""Service orders and their files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, JSONText, UTCDateTime


class ServiceOrder(Base):
    """Ordered work of a service. The price columns are NULL until somebody quotes.

    `wished_voucher` (with `wished_others`) is whom the customer hopes will pay; once contracted,
    `voucher_number` (with `voucher_parts`) says who does.
    `lead_days` is set where a fixed price quoted itself. `final_minor` is what the provider asks in the end.
    """

    __tablename__ = "service_order"
    __table_args__ = (
        Index("ix_service_order_state_deadline_at", "state", "deadline_at"),
        Index("ix_service_order_enterprise_id_id", "enterprise_id", "id"),
        Index("ix_service_order_provider_organisation_id_id", "provider_organisation_id", "id"),
        Index("ix_service_order_service_id", "service_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    state: Mapped[str] = mapped_column(String(24))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    provider_organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    quantity: Mapped[int]
    wishes: Mapped[str] = mapped_column(Text)
    wished_voucher: Mapped[str | None] = mapped_column(String(32))
    wished_others: Mapped[list[Any] | None] = mapped_column(JSONText)
    wished_mode: Mapped[str | None] = mapped_column(String(16))
    lead_days: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    lines: Mapped[list[Any] | None] = mapped_column(JSONText)
    currency: Mapped[str | None] = mapped_column(String(3))
    total_minor: Mapped[int | None] = mapped_column(BigInteger)
    voucher_share_minor: Mapped[int | None] = mapped_column(BigInteger)
    own_share_minor: Mapped[int | None] = mapped_column(BigInteger)
    net_cost_minor: Mapped[int | None] = mapped_column(BigInteger)
    voucher_number: Mapped[str | None] = mapped_column(String(32))
    voucher_parts: Mapped[list[Any] | None] = mapped_column(JSONText)
    mode: Mapped[str | None] = mapped_column(String(16))
    recognition_ref: Mapped[str | None] = mapped_column(String(64))
    policy_version: Mapped[int | None]
    final_minor: Mapped[int | None] = mapped_column(BigInteger)
    hold_ref: Mapped[str | None] = mapped_column(String(24))
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    deadline_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class OrderFile(Base):
    """A document (infra.documents) of an order. Append-only, as documents are."""

    __tablename__ = "order_file"
    __table_args__ = (Index("ix_order_file_order_id", "order_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("service_order.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    kind: Mapped[str] = mapped_column(String(16))
    party: Mapped[str] = mapped_column(String(12))
