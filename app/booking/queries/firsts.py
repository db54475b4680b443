"""Whether an enterprise has ever asked for a price, and ever booked or ordered."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select

from app.booking.models import Booking, Quote, ServiceOrder
from app.infra.db import db


@dataclass(frozen=True, slots=True)
class Firsts:
    """What an enterprise has done once at least."""

    has_quoted: bool
    has_booked: bool


def firsts(enterprise_id: int) -> Firsts:
    """Return what an enterprise has done. One query."""
    quoted, booked, ordered = db.session.execute(
        select(
            exists().where(Quote.enterprise_id == enterprise_id),
            exists().where(Booking.enterprise_id == enterprise_id),
            exists().where(ServiceOrder.enterprise_id == enterprise_id),
        )
    ).one()
    has_booked = bool(booked or ordered)
    return Firsts(bool(quoted) or has_booked, has_booked)
