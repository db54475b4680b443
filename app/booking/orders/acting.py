"""How an order changes: locked for whom it concerns, moved by the state table, noted as an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.domain.orders.states import after, check_party
from app.booking.domain.parties import may_see_order, order_party_of
from app.booking.models import ServiceOrder
from app.booking.queries.orders import get_order, lock_order, no_such_order
from app.infra.db import swap
from app.infra.events import record
from app.kernel.errors import Forbidden
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.orders.cards import OrderCard
    from app.booking.domain.orders.states import OrderAction, OrderState
    from app.booking.domain.states import Party
    from app.infra.events import EventActor

SUBJECT = "service_order"


def seen(ref: str, actor: Actor) -> OrderCard:
    """Return an order the actor may know of. Raises NotFound for any other, real or not."""
    order = get_order(ref)
    if not may_see_order(order, actor):
        raise no_such_order()
    return order


def concerned(ref: str, actor: Actor) -> tuple[OrderCard, Party]:
    """Return the order, locked, and the side the actor stands on.

    Raises NotFound when it is none of their business, Forbidden for the operator, who only looks.
    """
    order = lock_order(ref)
    party = order_party_of(order, actor)
    if party is None:
        if may_see_order(order, actor):
            raise Forbidden("forbidden", N_("You may see this order, but not act on it."))
        raise no_such_order()
    return order, party


def taken_up(ref: str, action: OrderAction, actor: Actor, now: datetime) -> tuple[OrderCard, Party]:
    """Return as `concerned` the order that `action` is to be taken on.

    Raises as `concerned`, Forbidden when the action is for the other side, Conflict `illegal_transition`
    and `work_begun`.
    """
    order, party = concerned(ref, actor)
    check_party(order.standing(now), action, party)
    after(order.standing(now), action)
    return order, party


def move(
    order: OrderCard,
    action: OrderAction,
    *,
    by: EventActor,
    now: datetime,
    reason: str | None = None,
    data: Mapping[str, object] | None = None,
    deadline_at: datetime | None = None,
    **values: object,
) -> OrderState:
    """Take `action` by compare-and-swap, setting `values` with it, and write the event with `data`.

    Returns the new state. Every move sets the next deadline: None where nothing falls due. Raises Conflict
    `illegal_transition`.
    """
    state = after(order.standing(now), action)
    swap(ServiceOrder, order.id, from_state=order.state, to_state=state, deadline_at=deadline_at, **values)
    record(
        subject_kind=SUBJECT,
        subject_ref=order.ref,
        action=action,
        at=now,
        actor=by,
        from_state=order.state,
        to_state=state,
        reason=reason,
        data=data,
    )
    return state
