"""How each action on an order is offered: its word, its weight, what it asks. One table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.booking.domain.orders.documents import DocumentKind
from app.booking.domain.orders.states import OrderAction
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class OrderAsks(StrEnum):
    """What an action's form asks for."""

    NOTHING = "nothing"
    REASON = "reason"
    A_REASON_OR_NONE = "optional_reason"
    QUOTATION = "quotation"
    PAYMENT = "payment"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class OrderButton:
    """One button. `question` comes before what cannot be undone; `done` is what the history says."""

    action: OrderAction
    label: str
    kind: str
    asks: OrderAsks
    done: str
    question: str | None = None


_TABLE = (
    OrderButton(
        OrderAction.QUOTE, N_("Send the quotation"), "primary", OrderAsks.QUOTATION, N_("Quotation given"),
    ),
    OrderButton(
        OrderAction.ACCEPT_QUOTE, N_("Accept the quotation"), "primary", OrderAsks.PAYMENT,
        N_("Quotation accepted"),
    ),
    OrderButton(
        OrderAction.START, N_("Begin the work"), "primary", OrderAsks.NOTHING, N_("Work begun"),
    ),
    OrderButton(OrderAction.DELIVER, N_("Deliver"), "primary", OrderAsks.DELIVERY, N_("Delivered")),
    OrderButton(
        OrderAction.ACCEPT, N_("Accept the delivery"), "primary", OrderAsks.NOTHING, N_("Delivery accepted"),
    ),
    OrderButton(
        OrderAction.DISPUTE, N_("Object to the delivery"), "secondary", OrderAsks.REASON,
        N_("Objected to the delivery"),
        N_("The provider reads your reason, and delivers again or gives the order up."),
    ),
    OrderButton(
        OrderAction.DECLINE, N_("Decline"), "danger", OrderAsks.REASON, N_("Declined"),
        N_("The order ends, and nothing is due."),
    ),
    OrderButton(
        OrderAction.WITHDRAW, N_("Withdraw the order"), "danger", OrderAsks.A_REASON_OR_NONE,
        N_("Withdrawn"), N_("The order ends, and nothing is due."),
    ),
    OrderButton(
        OrderAction.CANCEL, N_("Cancel the order"), "danger", OrderAsks.A_REASON_OR_NONE, N_("Cancelled"),
        N_("Nothing is due, and what a voucher has set aside is free again. This can not be undone."),
    ),
)  # fmt: skip

#: In the order of a page's buttons: what moves an order on comes before what ends it.
ORDER_BUTTONS: Mapping[OrderAction, OrderButton] = {each.action: each for each in _TABLE}

DOCUMENTS: Mapping[DocumentKind, str] = {
    DocumentKind.BRIEF: N_("What is wanted"),
    DocumentKind.CONTRACT: N_("Contract"),
    DocumentKind.DELIVERABLE: N_("What was delivered"),
}

#: What the history says where the state did not change or nobody pressed a button.
ORDER_DONE: Mapping[str, str] = {
    **{str(each.action): each.done for each in _TABLE},
    "request": N_("Asked for"),
    str(OrderAction.SETTLE): N_("Settled"),
    str(OrderAction.EXPIRE): N_("Not answered in time"),
    str(OrderAction.ABANDON): N_("Not delivered in time"),
    f"add-{DocumentKind.BRIEF}": N_("Added a file about what is wanted"),
    f"add-{DocumentKind.CONTRACT}": N_("Added the contract"),
    f"add-{DocumentKind.DELIVERABLE}": N_("Added a file to be delivered"),
}


def order_buttons(actions: tuple[OrderAction, ...]) -> tuple[OrderButton, ...]:
    """Return how to offer `actions`, the one that moves the order on in front."""
    return tuple(look for action, look in ORDER_BUTTONS.items() if action in actions)
