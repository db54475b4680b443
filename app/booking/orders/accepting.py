"""What was delivered is accepted, by the customer or by deadline, and settled; or objected to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.charging import Settled, capture, write_settlement
from app.booking.domain.orders import deadlines
from app.booking.domain.orders.prices import final_price
from app.booking.domain.orders.states import HANDED_OVER, OrderAction
from app.booking.domain.settlement import Cause
from app.booking.orders.acting import move, taken_up
from app.booking.orders.notices import OrderNotice, tell_both, tell_provider
from app.booking.queries.orders import get_order, lock_order_by_id
from app.infra.events import SYSTEM
from app.kernel.errors import Conflict
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.orders.cards import OrderCard
    from app.infra.events import EventActor


def accept(*, ref: str, by: Actor, now: datetime) -> OrderCard:
    """Agree with what was delivered; the order is settled at once.

    Raises NotFound, Forbidden, Conflict `illegal_transition`.
    """
    order, _ = taken_up(ref, OrderAction.ACCEPT, by, now)
    _accept(order, event_actor(by), now)
    return get_order(ref)


def accept_by_deadline(order_id: int, now: datetime) -> None:
    """Count what was delivered as accepted when its time is over; do nothing when somebody acted."""
    order = lock_order_by_id(order_id)
    if order.state in HANDED_OVER and order.is_due(now):
        _accept(order, SYSTEM, now)


def dispute(*, ref: str, reason: str, by: Actor, now: datetime) -> OrderCard:
    """Object to what was delivered: the provider delivers again, or gives up. Raises as `accept`."""
    order, _ = taken_up(ref, OrderAction.DISPUTE, by, now)
    if order.is_due(now):
        message = N_("It counts as accepted since %(at)s.")
        raise Conflict("illegal_transition", message, at=order.deadline_at)
    deadline = deadlines.answer_by(now)
    move(order, OrderAction.DISPUTE, by=event_actor(by), now=now, reason=reason, deadline_at=deadline)
    tell_provider(order, OrderNotice.DISPUTED, now, reason)
    return get_order(ref)


def _accept(order: OrderCard, by: EventActor, now: datetime) -> None:
    accepted = replace(order, state=move(order, OrderAction.ACCEPT, by=by, now=now))
    final = final_price(order.agreed, order.final)
    served_by = order.provider_organisation_id
    spent = capture(order.hold_ref, final.total, served_by=served_by, by=by, now=now)
    write_settlement(Settled(order, order.agreed, Cause.DELIVERY, final, spent), now=now, order_id=order.id)
    move(accepted, OrderAction.SETTLE, by=by, now=now)
    tell_both(order, OrderNotice.SETTLED, now)
