"""What is done to a service order over the API; each answers the order after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pydantic import Field

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.api.actions import GivenReasonBody
from app.booking.api.blueprint import api
from app.booking.api.order_answers import OrderAnswer
from app.booking.api.parts import VoucherChoice
from app.booking.domain.orders.cards import Quotation
from app.booking.domain.wishes import VoucherWish
from app.booking.orders import accepting, contracting, ending, quoting, working
from app.booking.orders.acting import seen
from app.booking.orders.working import Delivery
from app.infra import clock
from app.infra.api import Body, MoneyBody, NoBody, ReasonBody, writes


class QuotationBody(Body):
    """The price of the whole order and the day of delivery."""

    price: MoneyBody
    due_on: date
    note: str = Field(default="", max_length=2000)

    def quotation(self) -> Quotation:
        """Return what is offered."""
        return Quotation(self.price.money(), self.due_on, self.note)


class AcceptanceBody(VoucherChoice):
    """Who pays. What is left out stays as it was wished for; `voucher` null means none."""

    def payment(self, wished: VoucherWish | None) -> VoucherWish | None:
        """Return the voucher to pay with, or None without one."""
        if self.model_fields_set & {"voucher", "vouchers"}:
            return self.voucher_wish()
        return replace(wished, mode=self.mode or wished.mode) if wished else None


class DeliveryBody(Body):
    """The final price, where it is less than agreed, and words about the work."""

    price: MoneyBody | None = None
    note: str | None = Field(default=None, max_length=2000)

    def delivery(self) -> Delivery:
        """Return what comes with the delivery."""
        return Delivery(self.price.money() if self.price else None, self.note)


@api.post("/service-orders/<ref>/quote")
@requires(Permission.SERVE)
@writes(body=QuotationBody, answer=OrderAnswer)
def quote_order(body: QuotationBody, ref: str) -> OrderAnswer:
    """Offer a price and a day of delivery, as provider."""
    actor, now = current_actor(), clock.now()
    order = quoting.quote(ref=ref, quotation=body.quotation(), by=actor, now=now)
    return OrderAnswer.of(order, actor, now)


@api.post("/service-orders/<ref>/accept-quote")
@requires(Permission.ORDER)
@writes(body=AcceptanceBody, answer=OrderAnswer)
def accept_quote(body: AcceptanceBody, ref: str) -> OrderAnswer:
    """Accept the quotation, as customer: the voucher's share is held, or nothing is agreed."""
    actor, now = current_actor(), clock.now()
    payment = body.payment(seen(ref, actor).wish)
    order = contracting.accept_quote(ref=ref, voucher=payment, by=actor, now=now)
    return OrderAnswer.of(order, actor, now)


@api.post("/service-orders/<ref>/decline")
@requires(Permission.SERVE)
@writes(body=ReasonBody, answer=OrderAnswer)
def decline_order(body: ReasonBody, ref: str) -> OrderAnswer:
    """Refuse a request or take a quotation back, as provider."""
    actor, now = current_actor(), clock.now()
    order = quoting.decline(ref=ref, reason=body.reason, by=actor, now=now)
    return OrderAnswer.of(order, actor, now)


@api.post("/service-orders/<ref>/withdraw")
@requires(Permission.ORDER)
@writes(body=ReasonBody, answer=OrderAnswer)
def withdraw_order(body: ReasonBody, ref: str) -> OrderAnswer:
    """Ask no more, as customer, before anything is agreed."""
    actor, now = current_actor(), clock.now()
    order = quoting.withdraw(ref=ref, reason=body.reason, by=actor, now=now)
    return OrderAnswer.of(order, actor, now)


@api.post("/service-orders/<ref>/start")
@requires(Permission.SERVE)
@writes(body=NoBody, answer=OrderAnswer)
def start_order(body: NoBody, ref: str) -> OrderAnswer:  # noqa: ARG001 -- an action without words
    """Begin the work, as provider."""
    actor, now = current_actor(), clock.now()
    return OrderAnswer.of(working.start(ref=ref, by=actor, now=now), actor, now)


@api.post("/service-orders/<ref>/deliver")
@requires(Permission.SERVE)
@writes(body=DeliveryBody, answer=OrderAnswer)
def deliver_order(body: DeliveryBody, ref: str) -> OrderAnswer:
    """Hand over the uploaded deliverables, as provider; after an objection once more."""
    actor, now = current_actor(), clock.now()
    order = working.deliver(ref=ref, delivery=body.delivery(), by=actor, now=now)
    return OrderAnswer.of(order, actor, now)


@api.post("/service-orders/<ref>/accept")
@requires(Permission.ORDER)
@writes(body=NoBody, answer=OrderAnswer)
def accept_order(body: NoBody, ref: str) -> OrderAnswer:  # noqa: ARG001 -- an action without words
    """Agree with what was delivered, as customer; the order is settled."""
    actor, now = current_actor(), clock.now()
    return OrderAnswer.of(accepting.accept(ref=ref, by=actor, now=now), actor, now)


@api.post("/service-orders/<ref>/dispute")
@requires(Permission.ORDER)
@writes(body=GivenReasonBody, answer=OrderAnswer)
def dispute_order(body: GivenReasonBody, ref: str) -> OrderAnswer:
    """Object to what was delivered, as customer."""
    actor, now = current_actor(), clock.now()
    order = accepting.dispute(ref=ref, reason=body.reason, by=actor, now=now)
    return OrderAnswer.of(order, actor, now)


@api.post("/service-orders/<ref>/cancel")
@requires(Permission.EXCHANGE)
@writes(body=ReasonBody, answer=OrderAnswer)
def cancel_order(body: ReasonBody, ref: str) -> OrderAnswer:
    """Cancel: as customer before the work begins or once it is late, as provider for a reason."""
    actor, now = current_actor(), clock.now()
    order = ending.cancel(ref=ref, reason=body.reason, by=actor, now=now)
    return OrderAnswer.of(order, actor, now)
