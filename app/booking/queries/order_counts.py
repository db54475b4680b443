"""How many orders wait for somebody: one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.booking.domain.orders.states import WAITS_FOR
from app.booking.models import ServiceOrder
from app.booking.queries.orders import visible_to
from app.infra.db import db

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.booking.domain.states import Party


def count_waiting(actor: Actor, party: Party) -> int:
    """Return how many orders that the actor may see wait for a side."""
    query = select(func.count()).select_from(ServiceOrder)
    waiting = ServiceOrder.state.in_(sorted(WAITS_FOR[party]))
    return db.session.scalar(query.where(visible_to(actor), waiting)) or 0
