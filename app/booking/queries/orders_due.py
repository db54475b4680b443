"""Which orders have fallen due: by state and deadline, oldest first, so that an outage is caught up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.domain.orders.states import AFTER, BEFORE, HANDED_OVER, OrderAction
from app.booking.queries.orders import due_orders

if TYPE_CHECKING:
    from datetime import datetime

_UNDELIVERED = frozenset(state for state, action in AFTER if action is OrderAction.ABANDON)


def unanswered(now: datetime, limit: int) -> list[int]:
    """Return requests nobody quoted and quotations nobody accepted in time."""
    return due_orders(BEFORE, now, limit)


def undelivered(now: datetime, limit: int) -> list[int]:
    """Return orders of which nothing was delivered, or delivered again, in time."""
    return due_orders(_UNDELIVERED, now, limit)


def unaccepted(now: datetime, limit: int) -> list[int]:
    """Return deliveries nobody accepted or objected to in time."""
    return due_orders(HANDED_OVER, now, limit)
