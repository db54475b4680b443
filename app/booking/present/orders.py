"""The list of orders: each with its service, its state and who acts next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.booking.domain.orders.states import BEFORE, LIVE, WAITS_FOR, OrderState
from app.booking.domain.parties import order_party_of, sides_of
from app.booking.present.order_steps import order_next_step, order_next_values
from app.booking.queries.orders import ORDER_SORTS, orders
from app.kernel.text import N_
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.orders.cards import OrderCard
    from app.pool.domain.cards import ServiceCard

PAGE_SIZE = 20


class OrderShelf(StrEnum):
    """A part of the list."""

    CURRENT = "current"
    WAITING = "waiting"
    PAST = "past"


ORDER_SHELVES: Mapping[OrderShelf, str] = {
    OrderShelf.CURRENT: N_("Under way"),
    OrderShelf.WAITING: N_("Waiting for you"),
    OrderShelf.PAST: N_("Past"),
}


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order with what is ordered; `next_step` is a catalogue text filled from `values`."""

    order: OrderCard
    service: ServiceCard
    next_step: str | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OrdersPage:
    """One page of a shelf."""

    shelf: OrderShelf
    rows: tuple[OrderRow, ...]
    next: str | None
    sort: str


def orders_page(
    shelf: OrderShelf,
    actor: Actor,
    cursor: str | None,
    now: datetime,
    *,
    sort: str | None = None,
    limit: int = PAGE_SIZE,
) -> OrdersPage:
    """Gather a page of what the actor may see, unless told the newest first. Two queries."""
    sort = sort or ORDER_SORTS.default
    page = orders(_states(shelf, actor), actor, cursor=cursor, limit=limit, sort=sort)
    return OrdersPage(shelf, tuple(order_rows(page.items, actor, now)), page.next, sort)


def order_rows(found: Sequence[OrderCard], actor: Actor, now: datetime) -> list[OrderRow]:
    """Return orders with their services, in the same order. One query."""
    services = pool.services(sorted({order.service_id for order in found}))
    return [
        OrderRow(
            order,
            services[order.service_id],
            order_next_step(order, order_party_of(order, actor), now),
            order_next_values(order),
        )
        for order in found
    ]


def waiting_states(actor: Actor) -> frozenset[OrderState]:
    """Return the states in which an order waits for a side on which the actor stands."""
    return frozenset().union(*(WAITS_FOR[party] for party in sides_of(actor)))


def _states(shelf: OrderShelf, actor: Actor) -> frozenset[OrderState]:
    if shelf is OrderShelf.WAITING:
        # Somebody on no side, such as the operator, sees what waits for anybody.
        return waiting_states(actor) or frozenset().union(*WAITS_FOR.values())
    under_way = BEFORE | LIVE
    return under_way if shelf is OrderShelf.CURRENT else frozenset(OrderState) - under_way
