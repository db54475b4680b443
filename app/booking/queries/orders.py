"""Service orders, one or many: one statement each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Select, and_, false, or_, select, true

from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import Role
from app.booking.models import ServiceOrder
from app.booking.queries.order_rows import order_card
from app.infra.db import db
from app.infra.sorting import Key, Sorts
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from app.accounts.domain.actor import Actor
    from app.booking.domain.orders.cards import OrderCard
    from app.booking.domain.orders.states import OrderState


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Some orders, the newest first, and where the list goes on."""

    items: tuple[OrderCard, ...]
    next: str | None


def get_order(ref: str) -> OrderCard:
    """Return the order. Raises NotFound."""
    return _one(_orders().where(ServiceOrder.ref == ref))


def lock_order(ref: str) -> OrderCard:
    """Return the order, locked up to the end of the transaction. Raises NotFound."""
    return _one(_orders().where(ServiceOrder.ref == ref).with_for_update())


def lock_order_by_id(order_id: int) -> OrderCard:
    """Return the order a job found due, locked up to the end of the transaction. Raises NotFound."""
    return _one(_orders().where(ServiceOrder.id == order_id).with_for_update())


ORDER_SORTS: Sorts[OrderCard] = Sorts(
    keys={"newest": Key(ServiceOrder.id, int, lambda order: order.id)},
    identity=Key(ServiceOrder.id, int, lambda order: order.id),
    default="-newest",
)


def orders(
    states: Iterable[OrderState], actor: Actor, *, cursor: str | None, limit: int, sort: str | None = None
) -> OrderPage:
    """Return a page of the orders in `states` (none: in any) that the actor may see."""
    place = ORDER_SORTS.place(sort, cursor)
    statement = _orders().where(visible_to(actor))
    if wanted := sorted(states):
        statement = statement.where(ServiceOrder.state.in_(wanted))
    found = _all(ORDER_SORTS.apply(statement, place).limit(limit + 1))
    shown, following = ORDER_SORTS.page(found, limit, place)
    return OrderPage(tuple(shown), following)


def waiting(states: Iterable[OrderState], actor: Actor) -> list[OrderCard]:
    """Return all orders in `states` that the actor may see, the oldest deadline first."""
    statement = _orders().where(visible_to(actor), ServiceOrder.state.in_(sorted(states)))
    return _all(statement.order_by(ServiceOrder.deadline_at, ServiceOrder.id))


def due_orders(states: Iterable[OrderState], now: datetime, limit: int) -> list[int]:
    """Return the ids of orders in `states` whose deadline has come, the oldest first."""
    due = (
        select(ServiceOrder.id)
        .where(ServiceOrder.state.in_(sorted(states)), ServiceOrder.deadline_at <= now)
        .order_by(ServiceOrder.deadline_at)
    )
    return list(db.session.scalars(due.limit(limit)))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which the actor may see an order (as `domain.parties.may_see_order`)."""
    if actor.may(Permission.OPERATE):
        return true()
    own = actor.organisation_id
    conditions: list[ColumnElement[bool]] = []
    if actor.may(Permission.SERVE):
        conditions.append(ServiceOrder.provider_organisation_id == own)
    if Role.ENTERPRISE_MANAGER in actor.roles:
        conditions.append(ServiceOrder.enterprise_id == own)
    elif actor.may(Permission.ORDER):
        conditions.append(and_(ServiceOrder.person_id == actor.person_id, ServiceOrder.enterprise_id == own))
    return or_(false(), *conditions)


def orders_named(refs: Collection[str]) -> dict[str, OrderCard]:
    """Return orders by reference; one query."""
    return {card.ref: card for card in _all(_orders().where(ServiceOrder.ref.in_(refs)))}


def no_such_order() -> NotFound:
    """Return the refusal of an order that does not exist, or is none of the asker's business."""
    return NotFound("not_found", N_("There is no such order."))


def _orders() -> Select[ServiceOrder]:
    # Changes are written by Core statements, which the session's identity map does not see: read afresh.
    return select(ServiceOrder).execution_options(populate_existing=True)


def _all(statement: Select[ServiceOrder]) -> list[OrderCard]:
    return [order_card(row) for row in db.session.scalars(statement)]


def _one(statement: Select[ServiceOrder]) -> OrderCard:
    found = _all(statement)
    if not found:
        raise no_such_order()
    return found[0]
