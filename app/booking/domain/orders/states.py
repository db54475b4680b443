"""What may happen to a service order, as tables: `(state, action) → state`, and who may act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.booking.domain.states import Party
from app.kernel.errors import Conflict, Forbidden
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class OrderState(StrEnum):
    """A service order's state."""

    REQUESTED = "requested"
    QUOTED = "quoted"
    CONTRACTED = "contracted"
    IN_WORK = "in_work"
    DELIVERED = "delivered"
    DISPUTED = "disputed"
    REDELIVERED = "redelivered"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class OrderAction(StrEnum):
    """What can be done to an order. The values are the names in the API's addresses."""

    QUOTE = "quote"
    ACCEPT_QUOTE = "accept-quote"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    START = "start"
    DELIVER = "deliver"
    ACCEPT = "accept"
    DISPUTE = "dispute"
    CANCEL = "cancel"
    ABANDON = "abandon"
    SETTLE = "settle"


# Before the contract nothing is owed. While it is live, it has its voucher money (if a voucher pays).
BEFORE = frozenset({OrderState.REQUESTED, OrderState.QUOTED})
DEAD = frozenset({OrderState.DECLINED, OrderState.WITHDRAWN, OrderState.EXPIRED, OrderState.CANCELLED})
LIVE = frozenset(OrderState) - BEFORE - DEAD - {OrderState.SETTLED}
# Where the customer looks at what was delivered, and may object to it.
HANDED_OVER = frozenset({OrderState.DELIVERED, OrderState.REDELIVERED})
# Where nothing goes on before that side acts. Begun work goes on by itself.
WAITS_FOR: Mapping[Party, frozenset[OrderState]] = {
    Party.CUSTOMER: HANDED_OVER | {OrderState.QUOTED},
    Party.PROVIDER: frozenset({OrderState.REQUESTED, OrderState.CONTRACTED, OrderState.DISPUTED}),
}

AFTER: Mapping[tuple[OrderState, OrderAction], OrderState] = {
    (OrderState.REQUESTED, OrderAction.QUOTE): OrderState.QUOTED,
    (OrderState.REQUESTED, OrderAction.DECLINE): OrderState.DECLINED,
    (OrderState.REQUESTED, OrderAction.WITHDRAW): OrderState.WITHDRAWN,
    (OrderState.REQUESTED, OrderAction.EXPIRE): OrderState.EXPIRED,
    (OrderState.QUOTED, OrderAction.ACCEPT_QUOTE): OrderState.CONTRACTED,
    (OrderState.QUOTED, OrderAction.DECLINE): OrderState.DECLINED,
    (OrderState.QUOTED, OrderAction.WITHDRAW): OrderState.WITHDRAWN,
    (OrderState.QUOTED, OrderAction.EXPIRE): OrderState.EXPIRED,
    (OrderState.CONTRACTED, OrderAction.START): OrderState.IN_WORK,
    (OrderState.CONTRACTED, OrderAction.CANCEL): OrderState.CANCELLED,
    (OrderState.CONTRACTED, OrderAction.ABANDON): OrderState.CANCELLED,
    (OrderState.IN_WORK, OrderAction.DELIVER): OrderState.DELIVERED,
    (OrderState.IN_WORK, OrderAction.CANCEL): OrderState.CANCELLED,
    (OrderState.IN_WORK, OrderAction.ABANDON): OrderState.CANCELLED,
    (OrderState.DELIVERED, OrderAction.ACCEPT): OrderState.ACCEPTED,
    (OrderState.DELIVERED, OrderAction.DISPUTE): OrderState.DISPUTED,
    (OrderState.DISPUTED, OrderAction.DELIVER): OrderState.REDELIVERED,
    (OrderState.DISPUTED, OrderAction.CANCEL): OrderState.CANCELLED,
    (OrderState.DISPUTED, OrderAction.ABANDON): OrderState.CANCELLED,
    (OrderState.REDELIVERED, OrderAction.ACCEPT): OrderState.ACCEPTED,
    (OrderState.REDELIVERED, OrderAction.DISPUTE): OrderState.DISPUTED,
    (OrderState.ACCEPTED, OrderAction.SETTLE): OrderState.SETTLED,
}

_CUSTOMER, _PROVIDER, _SYSTEM = (
    frozenset({Party.CUSTOMER}),
    frozenset({Party.PROVIDER}),
    frozenset({Party.SYSTEM}),
)

MAY_ACT: Mapping[OrderAction, frozenset[Party]] = {
    # A service with a fixed price quotes itself.
    OrderAction.QUOTE: _PROVIDER | _SYSTEM,
    OrderAction.ACCEPT_QUOTE: _CUSTOMER,
    OrderAction.DECLINE: _PROVIDER,
    OrderAction.WITHDRAW: _CUSTOMER,
    OrderAction.START: _PROVIDER,
    OrderAction.DELIVER: _PROVIDER,
    OrderAction.ACCEPT: _CUSTOMER | _SYSTEM,
    OrderAction.DISPUTE: _CUSTOMER,
    OrderAction.CANCEL: _CUSTOMER | _PROVIDER,
    OrderAction.EXPIRE: _SYSTEM,
    OrderAction.ABANDON: _SYSTEM,
    OrderAction.SETTLE: _SYSTEM,
}


@dataclass(frozen=True, slots=True)
class OrderStanding:
    """Where an order stands; `is_late` when the agreed day has passed."""

    state: OrderState
    is_late: bool = False

    def parties_to(self, action: OrderAction) -> frozenset[Party]:
        """Return who may take `action` now.

        Once the work has begun, its customer can step back only when it is late: somebody has worked for
        them. What was delivered and objected to is the provider's to mend or to give up.
        """
        if action is OrderAction.CANCEL and (
            self.state is OrderState.DISPUTED or (self.state is OrderState.IN_WORK and not self.is_late)
        ):
            return _PROVIDER
        return MAY_ACT[action]


def after(standing: OrderStanding, action: OrderAction) -> OrderState:
    """Return the order's state after `action`, or refuse with `illegal_transition`."""
    if (standing.state, action) not in AFTER:
        raise Conflict(
            "illegal_transition",
            N_("An order that is %(state)s can not take the action %(action)s."),
            fix=N_("Load the order again; its actions list what is possible now."),
            state=standing.state,
            action=action,
        )
    return AFTER[standing.state, action]


def check_party(standing: OrderStanding, action: OrderAction, party: Party) -> None:
    """Refuse with `forbidden` when the action is the other side's, with `work_begun` where it was both's."""
    if party in standing.parties_to(action):
        return
    if party in MAY_ACT[action]:
        raise Conflict(
            "work_begun",
            N_("The work has begun, so the order can not be cancelled by its customer any more."),
            fix=N_("Talk to the provider, who can cancel it. Once it is late, you can as well."),
        )
    raise Forbidden("forbidden", N_("This is for the other side of the order to do."))


def offered(standing: OrderStanding, party: Party) -> tuple[OrderAction, ...]:
    """Return what `party` may do now, in the order of `OrderAction`."""
    return tuple(
        action
        for action in OrderAction
        if (standing.state, action) in AFTER and party in standing.parties_to(action)
    )
