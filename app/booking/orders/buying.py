"""An order's work as something to be paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.booking.domain.orders.deadlines import hold_until
from app.booking.facts import work_of
from app.booking.purchasing import Purchase
from app.pool import queries as pool

if TYPE_CHECKING:
    from datetime import date

    from app.booking.domain.orders.cards import OrderCard
    from app.pool.domain.pricing import Price


def purchase_of(order: OrderCard, price: Price, due_on: date) -> Purchase:
    """Return the order at a price; its day of service is the day of delivery. Two queries."""
    enterprise = accounts.get_organisation(order.enterprise_id)
    supply = work_of(pool.get_service(order.service_id))
    return Purchase(price, enterprise, supply, due_on, hold_until(due_on))
