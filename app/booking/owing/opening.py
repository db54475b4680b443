"""A settlement's own share becomes owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.booking.domain.owing import due_on
from app.booking.models import Receivable
from app.infra.db import Base, db

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.owing import Debt

_INSERT = insert(Base.metadata.tables[Receivable.__tablename__]).inline()


def owe(debt: Debt, *, now: datetime) -> None:
    """Note what the enterprise owes from now on; nothing when the voucher pays all, or there is no price."""
    if not debt.own_share.is_positive:
        return
    values = {
        "reference": debt.reference,
        "enterprise_id": debt.enterprise_id,
        "provider_organisation_id": debt.provider_organisation_id,
        "currency": debt.own_share.currency,
        "price_minor": debt.price.minor,
        "amount_minor": debt.own_share.minor,
        "paid_minor": 0,
        "due_on": due_on(now),
        "owed_at": now,
    }
    db.session.execute(_INSERT, values)
