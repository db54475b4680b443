"""What was ordered in the whole pool."""

from sqlalchemy import func, select

from app.booking.domain.states import DEAD
from app.booking.models import Booking
from app.infra.db import db
from app.kernel.money import Money


def order_amount() -> Money:
    """Return the sum of all bookings that stand or are settled, as they were quoted."""
    ordered = select(func.sum(Booking.total_minor)).where(Booking.state.not_in(DEAD))
    return Money(int(db.session.scalar(ordered) or 0))
