"""What the buttons of an order do: each action's one use case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.accounts.domain.actor import Actor
from app.booking.domain.orders.cards import OrderCard
from app.booking.domain.orders.documents import DocumentKind
from app.booking.domain.orders.states import OrderAction
from app.booking.forms.order import OrderActionForm
from app.booking.orders import accepting, contracting, ending, quoting, working
from app.booking.orders.files import add_file
from app.infra.api.uploads import sent_files


@dataclass(frozen=True, slots=True)
class OrderAsked:
    """A button that was pressed: by whom, when, and what was typed."""

    ref: str
    form: OrderActionForm
    by: Actor
    now: datetime


def _quote(asked: OrderAsked) -> OrderCard:
    return quoting.quote(ref=asked.ref, quotation=asked.form.quotation(), by=asked.by, now=asked.now)


def _accept_quote(asked: OrderAsked) -> OrderCard:
    voucher = asked.form.voucher()
    return contracting.accept_quote(ref=asked.ref, voucher=voucher, by=asked.by, now=asked.now)


def _decline(asked: OrderAsked) -> OrderCard:
    reason = asked.form.needed_reason()
    return quoting.decline(ref=asked.ref, reason=reason, by=asked.by, now=asked.now)


def _withdraw(asked: OrderAsked) -> OrderCard:
    return quoting.withdraw(ref=asked.ref, reason=asked.form.given_reason(), by=asked.by, now=asked.now)


def _start(asked: OrderAsked) -> OrderCard:
    return working.start(ref=asked.ref, by=asked.by, now=asked.now)


def _deliver(asked: OrderAsked) -> OrderCard:
    for upload in sent_files():
        add_file(ref=asked.ref, kind=DocumentKind.DELIVERABLE, upload=upload, by=asked.by, now=asked.now)
    return working.deliver(ref=asked.ref, delivery=asked.form.delivery(), by=asked.by, now=asked.now)


def _accept(asked: OrderAsked) -> OrderCard:
    return accepting.accept(ref=asked.ref, by=asked.by, now=asked.now)


def _dispute(asked: OrderAsked) -> OrderCard:
    reason = asked.form.needed_reason()
    return accepting.dispute(ref=asked.ref, reason=reason, by=asked.by, now=asked.now)


def _cancel(asked: OrderAsked) -> OrderCard:
    return ending.cancel(ref=asked.ref, reason=asked.form.given_reason(), by=asked.by, now=asked.now)


ORDER_DO: Mapping[OrderAction, Callable[[OrderAsked], OrderCard]] = {
    OrderAction.QUOTE: _quote,
    OrderAction.ACCEPT_QUOTE: _accept_quote,
    OrderAction.DECLINE: _decline,
    OrderAction.WITHDRAW: _withdraw,
    OrderAction.START: _start,
    OrderAction.DELIVER: _deliver,
    OrderAction.ACCEPT: _accept,
    OrderAction.DISPUTE: _dispute,
    OrderAction.CANCEL: _cancel,
}
