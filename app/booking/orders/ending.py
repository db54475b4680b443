"""An order that comes to nothing after the contract: cancelled by a side, or given up by deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.domain.orders.states import AFTER, OrderAction
from app.booking.domain.states import Party
from app.booking.orders.acting import move, taken_up
from app.booking.orders.notices import OrderNotice, tell_both, tell_customer, tell_provider
from app.booking.queries.orders import get_order, lock_order_by_id
from app.infra.events import SYSTEM
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.voucher import holds

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.orders.cards import OrderCard
    from app.infra.events import EventActor


def cancel(*, ref: str, reason: str | None, by: Actor, now: datetime) -> OrderCard:
    """Cancel for the side the actor stands on; nothing is due, and the voucher's money goes back at once.

    Raises:
        NotFound, Forbidden: it is none of the actor's business, or not theirs to act on.
        Conflict: `illegal_transition`, `work_begun` for a customer who is too late.
        Invalid: `reason_needed` from the provider.
    """
    order, party = taken_up(ref, OrderAction.CANCEL, by, now)
    if party is Party.PROVIDER and not (reason or "").strip():
        raise Invalid("reason_needed", N_("Say why: the customer is told."), field="reason")
    _end(order, OrderAction.CANCEL, event_actor(by), now, reason)
    tell = tell_customer if party is Party.PROVIDER else tell_provider
    tell(order, OrderNotice.CANCELLED, now, reason)
    return get_order(ref)


def abandon(order_id: int, now: datetime) -> None:
    """End an order that nobody delivers, or whose objection nobody answers; do nothing when somebody did."""
    order = lock_order_by_id(order_id)
    if (order.state, OrderAction.ABANDON) not in AFTER or not order.is_due(now):
        return
    _end(order, OrderAction.ABANDON, SYSTEM, now, None)
    tell_both(order, OrderNotice.CANCELLED, now)


def _end(order: OrderCard, action: OrderAction, by: EventActor, now: datetime, reason: str | None) -> None:
    move(order, action, by=by, now=now, reason=reason)
    if order.hold_ref is not None:
        holds.release(reference=order.hold_ref, now=now, by=by)
