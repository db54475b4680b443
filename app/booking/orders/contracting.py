"""A quotation accepted: price, day of delivery and the voucher's money, all in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.domain.orders import deadlines
from app.booking.domain.orders.states import OrderAction
from app.booking.orders.acting import move, taken_up
from app.booking.orders.buying import purchase_of
from app.booking.orders.notices import OrderNotice, tell_provider
from app.booking.purchasing import take
from app.booking.queries.orders import get_order
from app.booking.queries.rows import agreement_columns
from app.kernel.errors import Conflict
from app.kernel.text import N_
from app.pool.domain.pricing import Price

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.orders.cards import OrderCard
    from app.booking.domain.wishes import VoucherWish
    from app.booking.purchasing import Purchase


def accept_quote(*, ref: str, voucher: VoucherWish | None, by: Actor, now: datetime) -> OrderCard:
    """Accept the quotation, paid as chosen now. With a voucher that may not pay, nothing is agreed.

    Raises:
        NotFound, Forbidden: it is none of the actor's business, or not theirs to act on.
        Conflict: `illegal_transition`, `quote_expired`.
        PaymentRequired, Invalid: why the voucher may not pay.
    """
    order, _ = taken_up(ref, OrderAction.ACCEPT_QUOTE, by, now)
    if order.is_due(now):
        fix = N_("Ask for the service again.")
        raise Conflict("quote_expired", N_("This quotation is no longer valid."), fix=fix)
    purchase = as_quoted(order, now)
    actor = event_actor(by)
    agreement = take(purchase, voucher, reference=ref, by=actor, now=now)
    move(
        order,
        OrderAction.ACCEPT_QUOTE,
        by=actor,
        now=now,
        deadline_at=deadlines.give_up_at(purchase.served_on),
        due_on=purchase.served_on,
        hold_ref=ref if agreement.voucher else None,
        **agreement_columns(agreement),
    )
    contracted = get_order(ref)
    tell_provider(contracted, OrderNotice.CONTRACTED, now)
    return contracted


def as_quoted(order: OrderCard, now: datetime) -> Purchase:
    """Return what the quotation promised, as it would be agreed now. Two queries."""
    return purchase_of(order, Price(order.agreed.lines, order.agreed.total), order.due_if_agreed(now))
