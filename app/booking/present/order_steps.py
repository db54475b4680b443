"""Where an order stands: the line of its states, and who acts next until which day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.booking.domain.orders.states import OrderState
from app.booking.domain.states import Party
from app.kernel.text import N_
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from app.booking.domain.orders.cards import OrderCard
    from app.infra.events import EventRow

_MAIN_LINE = (
    OrderState.REQUESTED,
    OrderState.QUOTED,
    OrderState.CONTRACTED,
    OrderState.IN_WORK,
    OrderState.DELIVERED,
    OrderState.SETTLED,
)
_AHEAD: Mapping[OrderState, tuple[OrderState, ...]] = {
    **{state: _MAIN_LINE[place + 1 :] for place, state in enumerate(_MAIN_LINE)},
    OrderState.DISPUTED: (OrderState.REDELIVERED, OrderState.SETTLED),
    OrderState.REDELIVERED: (OrderState.SETTLED,),
}
_ACCEPTING = N_("The customer accepts the delivery by %(until)s; after that it counts as accepted.")
_NEXT: Mapping[OrderState, str] = {
    OrderState.REQUESTED: N_("The provider quotes a price by %(until)s."),
    OrderState.QUOTED: N_("The customer accepts the quotation by %(until)s; after that it ends."),
    OrderState.CONTRACTED: N_("The provider begins the work, and delivers by %(due)s."),
    OrderState.IN_WORK: N_("The provider works on it, and delivers by %(due)s."),
    OrderState.DELIVERED: _ACCEPTING,
    OrderState.REDELIVERED: _ACCEPTING,
    OrderState.DISPUTED: N_(
        "The provider answers the objection and delivers again by %(until)s; after that the order ends."
    ),
}
#: The same, told to the side that acts next.
_YOUR_ACCEPTING = N_(
    "Please accept the delivery by %(until)s, or object to it; after that it counts as accepted."
)
_TOLD_TO_ACT: Mapping[tuple[Party, OrderState], str] = {
    (Party.PROVIDER, OrderState.REQUESTED): N_("Please quote a price by %(until)s, or decline."),
    (Party.CUSTOMER, OrderState.QUOTED): N_("Please accept the quotation by %(until)s; after that it ends."),
    (Party.PROVIDER, OrderState.CONTRACTED): N_("Please begin the work, and deliver by %(due)s."),
    (Party.PROVIDER, OrderState.IN_WORK): N_("Please deliver by %(due)s."),
    (Party.CUSTOMER, OrderState.DELIVERED): _YOUR_ACCEPTING,
    (Party.CUSTOMER, OrderState.REDELIVERED): _YOUR_ACCEPTING,
    (Party.PROVIDER, OrderState.DISPUTED): N_(
        "Please answer the objection and deliver again by %(until)s; after that the order ends."
    ),
}
_LATE = N_("It was to be delivered by %(due)s. Without a delivery it ends on %(until)s.")


def order_next_step(order: OrderCard, party: Party | None, now: datetime) -> str | None:
    """Return the catalogue text that tells `party` who acts next, or None where nobody has to."""
    if order.state in (OrderState.CONTRACTED, OrderState.IN_WORK) and order.standing(now).is_late:
        return _LATE
    if party and (party, order.state) in _TOLD_TO_ACT:
        return _TOLD_TO_ACT[party, order.state]
    return _NEXT.get(order.state)


def order_next_values(order: OrderCard) -> dict[str, object]:
    """Return the values of that text: days, each to its last minute."""
    return {"until": last_day(order), "due": order.due_on}


def last_day(order: OrderCard) -> date | None:
    """Return the last day of the present deadline, which is midnight after it."""
    return voucher_day(order.deadline_at - timedelta(minutes=1)) if order.deadline_at else None


def order_line(
    order: OrderCard, events: Iterable[EventRow]
) -> tuple[tuple[OrderState, datetime | None], ...]:
    """Return the states in order: those reached with their last moment, then those that lie ahead.

    What is accepted is settled in the same moment, so that state is not shown on its way.
    """
    reached: dict[OrderState, datetime] = {}
    for event in events:
        if event.to_state is not None and event.to_state != event.from_state:
            state = OrderState(event.to_state)
            reached.pop(state, None)
            reached[state] = event.at
    reached.pop(OrderState.ACCEPTED, None)
    return (*reached.items(), *((state, None) for state in _AHEAD.get(order.state, ())))
