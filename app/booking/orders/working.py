"""The provider's work: begun, and delivered with its files; after an objection delivered again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.domain.orders import deadlines
from app.booking.domain.orders.documents import DocumentKind
from app.booking.domain.orders.prices import price_refusals
from app.booking.domain.orders.states import OrderAction
from app.booking.orders.acting import move, taken_up
from app.booking.orders.notices import OrderNotice, tell_customer
from app.booking.queries.order_files import documents_of
from app.booking.queries.orders import get_order
from app.kernel.errors import Invalid, Problem
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.orders.cards import OrderCard


@dataclass(frozen=True, slots=True)
class Delivery:
    """What comes with a delivery: the final price where it is less than agreed, and words about the work."""

    price: Money | None = None
    note: str | None = None


def start(*, ref: str, by: Actor, now: datetime) -> OrderCard:
    """Begin the work. Raises NotFound, Forbidden, Conflict `illegal_transition`."""
    order, _ = taken_up(ref, OrderAction.START, by, now)
    deadline = deadlines.give_up_at(order.agreed_day)
    move(order, OrderAction.START, by=event_actor(by), now=now, deadline_at=deadline)
    tell_customer(order, OrderNotice.STARTED, now)
    return get_order(ref)


def deliver(*, ref: str, delivery: Delivery, by: Actor, now: datetime) -> OrderCard:
    """Hand over what was uploaded; the customer accepts it or objects.

    Raises as `start`, Invalid `deliverables_missing`, `above_the_quotation`.
    """
    order, _ = taken_up(ref, OrderAction.DELIVER, by, now)
    asked = delivery.price or order.final
    problems = [*_missing_problems(order), *price_refusals(order.agreed, asked)]
    if problems:
        raise Invalid.of(problems)
    move(
        order,
        OrderAction.DELIVER,
        by=event_actor(by),
        now=now,
        reason=delivery.note,
        data={"final_minor": asked.minor if asked else None, "delivered_on": voucher_day(now).isoformat()},
        deadline_at=deadlines.accept_by(now),
        final_minor=asked.minor if asked else None,
    )
    delivered = get_order(ref)
    tell_customer(delivered, OrderNotice.DELIVERED, now, delivery.note)
    return delivered


def _missing_problems(order: OrderCard) -> Iterator[Problem]:
    if not any(each.kind is DocumentKind.DELIVERABLE for each in documents_of(order)):
        yield Problem(
            "deliverables_missing",
            N_("Nothing was uploaded that could be delivered."),
            field="file",
            fix=N_("Upload the report or whatever the service promises."),
        )
