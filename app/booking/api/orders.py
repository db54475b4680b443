"""Service orders over the API: asked for, listed, looked at."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.booking.api.blueprint import api
from app.booking.api.order_answers import OrderAnswer, OrderList, OrderSettlementAnswer
from app.booking.api.parts import VoucherChoice
from app.booking.customers import enterprise_of
from app.booking.domain.orders.cards import OrderCard, OrderWish
from app.booking.domain.orders.prices import MOST_UNITS
from app.booking.domain.orders.states import OrderState
from app.booking.orders.acting import seen
from app.booking.orders.contracting import as_quoted
from app.booking.orders.requesting import request_order
from app.booking.purchasing import look
from app.booking.queries.orders import orders
from app.booking.queries.settlements import get_order_settlement
from app.infra import clock
from app.infra.api import PageQuery, RowId, reads, writes

LONGEST_WISHES = 5000


class OrderBody(VoucherChoice):
    """What is wanted; the voucher is held when the quotation is accepted, not before."""

    service_id: RowId
    quantity: int = Field(default=1, ge=1, le=MOST_UNITS)
    wishes: str = Field(default="", max_length=LONGEST_WISHES)

    def wish(self) -> OrderWish:
        """Return what is asked for."""
        return OrderWish(self.service_id, self.quantity, self.wishes, self.voucher_wish())


class OrdersQuery(PageQuery):
    """What the list is narrowed to."""

    state: OrderState | None = None


@api.post("/service-orders")
@requires(Permission.ORDER)
@writes(body=OrderBody, answer=OrderAnswer, status=201)
def create_order(body: OrderBody) -> OrderAnswer:
    """Ask for a service; one with a fixed price is quoted in the same moment."""
    actor, now = current_actor(), clock.now()
    order = request_order(wish=body.wish(), by=actor, enterprise=enterprise_of(actor), now=now)
    return whole_answer(order, actor, now)


@api.get("/service-orders")
@requires(Permission.SEE_ORDERS)
@reads(query=OrdersQuery, answer=OrderList)
def list_orders(query: OrdersQuery) -> OrderList:
    """Your own orders; as manager your enterprise's, as provider those for your services."""
    actor, now = current_actor(), clock.now()
    states = {query.state} if query.state else ()
    page = orders(states, actor, cursor=query.cursor, limit=query.limit)
    return OrderList(items=[OrderAnswer.of(each, actor, now) for each in page.items], next=page.next)


@api.get("/service-orders/<ref>")
@requires(Permission.SEE_ORDERS)
@reads(answer=OrderAnswer)
def show_order(ref: str) -> OrderAnswer:
    """One order, with what you may do now."""
    actor = current_actor()
    return whole_answer(seen(ref, actor), actor, clock.now())


@api.get("/service-orders/<ref>/settlement")
@requires(Permission.SEE_ORDERS)
@reads(answer=OrderSettlementAnswer)
def show_order_settlement(ref: str) -> OrderSettlementAnswer:
    """The final price beside the quoted one, once the order is settled."""
    order = seen(ref, current_actor())
    return OrderSettlementAnswer.of(order, get_order_settlement(order))


def whole_answer(order: OrderCard, actor: Actor, now: datetime) -> OrderAnswer:
    """Return an order, and for a quotation whether the voucher wished for would pay it now."""
    if order.state is not OrderState.QUOTED or order.wish is None:
        return OrderAnswer.of(order, actor, now)
    return OrderAnswer.of(order, actor, now, look(as_quoted(order, now), order.wish).problems)
