"""Whether an enterprise has ever asked for a price, and ever booked or ordered: conditions, not answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists

from app.booking.models import Booking, Quote, ServiceOrder

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def has_booked(enterprise_id: int) -> ColumnElement[bool]:
    """Tell whether an enterprise ever booked an instrument or ordered a service."""
    booked = exists().where(Booking.enterprise_id == enterprise_id)
    return booked | exists().where(ServiceOrder.enterprise_id == enterprise_id)


def has_quoted(enterprise_id: int) -> ColumnElement[bool]:
    """Tell whether an enterprise ever asked for a price; who booked did."""
    return exists().where(Quote.enterprise_id == enterprise_id) | has_booked(enterprise_id)
