"""The provider's answer to a request: a quotation, a refusal, or none in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.domain.orders import deadlines
from app.booking.domain.orders.prices import price_as_quoted, price_by_unit
from app.booking.domain.orders.states import BEFORE, OrderAction
from app.booking.orders.acting import move, taken_up
from app.booking.orders.buying import purchase_of
from app.booking.orders.notices import OrderNotice, tell_both, tell_customer, tell_provider
from app.booking.purchasing import look
from app.booking.queries.orders import get_order, lock_order_by_id
from app.booking.queries.rows import agreement_columns
from app.infra.events import SYSTEM
from app.kernel.errors import Conflict, Invalid, Problem
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.services import HIGHEST_MINOR, LONGEST_LEAD_DAYS
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.orders.cards import OrderCard, Quotation
    from app.infra.events import EventActor
    from app.kernel.money import Money
    from app.pool.domain.pricing import Price
    from app.pool.domain.services import ServiceDetails


def quote_by_price_list(
    order: OrderCard, each: Money, details: ServiceDetails, *, now: datetime
) -> OrderCard:
    """Quote a fresh request at the service's own price, to be delivered its lead time after the contract."""
    price = price_by_unit(each, details.unit, order.quantity)
    due_on = voucher_day(now) + timedelta(days=details.lead_days)
    _offer(order, price, due_on, by=SYSTEM, now=now, lead_days=details.lead_days)
    return get_order(order.ref)


def quote(*, ref: str, quotation: Quotation, by: Actor, now: datetime) -> OrderCard:
    """Offer a price and a day of delivery; both bind until the customer answers or the offer ends.

    Raises NotFound, Forbidden, Conflict `illegal_transition` (also after its time), Invalid.
    """
    order, _ = taken_up(ref, OrderAction.QUOTE, by, now)
    if order.is_due(now):
        message = N_("The time to quote this request ended at %(at)s.")
        raise Conflict("illegal_transition", message, at=order.deadline_at)
    problems = _refusals(quotation, voucher_day(now))
    if problems:
        raise Invalid.of(problems)
    unit = pool.get_service(order.service_id).details.unit
    price = price_as_quoted(quotation.price, unit, order.quantity)
    _offer(order, price, quotation.due_on, by=event_actor(by), now=now, note=quotation.note.strip())
    quoted = get_order(ref)
    tell_customer(quoted, OrderNotice.QUOTED, now)
    return quoted


def decline(*, ref: str, reason: str | None, by: Actor, now: datetime) -> OrderCard:
    """Refuse a request, or take a quotation back that nobody accepted. Raises as `quote`, for the table."""
    order, _ = taken_up(ref, OrderAction.DECLINE, by, now)
    move(order, OrderAction.DECLINE, by=event_actor(by), now=now, reason=reason)
    tell_customer(order, OrderNotice.DECLINED, now, reason)
    return get_order(ref)


def withdraw(*, ref: str, reason: str | None, by: Actor, now: datetime) -> OrderCard:
    """Ask no more, as customer, before anything is agreed. Raises as `decline`."""
    order, _ = taken_up(ref, OrderAction.WITHDRAW, by, now)
    move(order, OrderAction.WITHDRAW, by=event_actor(by), now=now, reason=reason)
    tell_provider(order, OrderNotice.WITHDRAWN, now, reason)
    return get_order(ref)


def expire_order(order_id: int, now: datetime) -> None:
    """End a request nobody quoted, or a quotation nobody accepted; do nothing when somebody acted."""
    order = lock_order_by_id(order_id)
    if order.state not in BEFORE or not order.is_due(now):
        return
    move(order, OrderAction.EXPIRE, by=SYSTEM, now=now)
    tell_both(order, OrderNotice.EXPIRED, now)


def _offer(
    order: OrderCard,
    price: Price,
    due_on: date,
    *,
    by: EventActor,
    now: datetime,
    lead_days: int | None = None,
    note: str = "",
) -> None:
    """Keep the quotation, with the share that the wished voucher would pay as things stand."""
    outlook = look(purchase_of(order, price, due_on), order.wish)
    move(
        order,
        OrderAction.QUOTE,
        by=by,
        now=now,
        data={"total_minor": price.total.minor, "due_on": due_on.isoformat()},
        deadline_at=deadlines.valid_until(now, due_on if lead_days is None else None),
        due_on=due_on,
        lead_days=lead_days,
        note=note,
        **agreement_columns(outlook.agreement),
    )


def _refusals(quotation: Quotation, today: date) -> list[Problem]:
    found = []
    if not 1 <= quotation.price.minor <= HIGHEST_MINOR:
        message = N_("This must lie between %(low)s and %(high)s.")
        bounds = {"low": 1, "high": HIGHEST_MINOR}
        found.append(Problem("invalid", message, "price", None, bounds))
    last = today + timedelta(days=LONGEST_LEAD_DAYS)
    if not today <= quotation.due_on <= last:
        message = N_("The day of delivery lies between today, %(first)s, and %(last)s.")
        found.append(Problem("invalid", message, "due_on", None, {"first": today, "last": last}))
    return found
