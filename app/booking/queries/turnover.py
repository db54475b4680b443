"""What was ordered in the whole pool."""

from sqlalchemy import func, select

from app.booking.domain.orders.states import LIVE, OrderState
from app.booking.domain.states import DEAD
from app.booking.models import Booking, ServiceOrder
from app.infra.db import db
from app.kernel.money import Money


def order_amount() -> Money:
    """Return the sum of all bookings and service orders that stand or are settled, as they were quoted."""
    booked = select(func.sum(Booking.total_minor)).where(Booking.state.not_in(DEAD))
    agreed = sorted({*LIVE, OrderState.SETTLED})
    ordered = select(func.sum(ServiceOrder.total_minor)).where(ServiceOrder.state.in_(agreed))
    return Money(int(db.session.scalar(booked) or 0) + int(db.session.scalar(ordered) or 0))
