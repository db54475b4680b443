"""How each action on a booking is offered: its word, its weight, what it asks. One table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.booking.domain.states import Action
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class Asks(StrEnum):
    """What an action's form asks for."""

    NOTHING = "nothing"
    REASON = "reason"
    A_REASON_OR_NONE = "optional_reason"
    TIME = "time"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Offered:
    """One button. `question` comes before what cannot be undone; `done` is what the history says."""

    action: Action
    label: str
    kind: str
    asks: Asks
    done: str
    question: str | None = None


_TABLE = (
    Offered(Action.CONFIRM, N_("Confirm"), "primary", Asks.NOTHING, N_("Confirmed")),
    Offered(
        Action.DECLINE, N_("Decline"), "danger", Asks.REASON, N_("Declined"),
        N_("The request ends, and its time is free for others."),
    ),
    Offered(Action.CHECK_IN, N_("Check in"), "primary", Asks.TIME, N_("Checked in")),
    Offered(Action.CHECK_OUT, N_("Check out"), "primary", Asks.TIME, N_("Checked out")),
    Offered(Action.SIGN_USAGE, N_("Sign the use"), "primary", Asks.TIMES, N_("Use signed")),
    Offered(Action.ACCEPT_USAGE, N_("Accept the use"), "primary", Asks.NOTHING, N_("Use accepted")),
    Offered(
        Action.DISPUTE_USAGE, N_("Object to the use"), "secondary", Asks.REASON, N_("Objected to the use"),
        N_("The keeper reads your reason and signs the use anew."),
    ),
    Offered(
        Action.APPEAL, N_("Object to the no-show"), "primary", Asks.REASON, N_("Objected to the no-show"),
        N_("Nothing is charged until the provider has answered."),
    ),
    Offered(
        Action.WAIVE, N_("Charge nothing"), "primary", Asks.A_REASON_OR_NONE, N_("Fee waived"),
        N_("The booking is settled without a fee."),
    ),
    Offered(
        Action.REJECT_APPEAL, N_("Stand by the fee"), "danger", Asks.A_REASON_OR_NONE,
        N_("Objection rejected"),
        N_("The no-show fee is charged at once."),
    ),
    Offered(
        Action.CANCEL, N_("Cancel the booking"), "danger", Asks.A_REASON_OR_NONE, N_("Cancelled"),
        N_("The time is free for others at once. This can not be undone."),
    ),
)  # fmt: skip

#: In the order of a page's buttons: what moves a booking on comes before what ends it.
BUTTONS: Mapping[Action, Offered] = {each.action: each for each in _TABLE}

#: What the history says where the state did not change or nobody pressed a button.
DONE: Mapping[str, str] = {
    **{str(each.action): each.done for each in _TABLE},
    "request": N_("Asked for"),
    str(Action.SETTLE): N_("Settled"),
    str(Action.CLOSE): N_("Closed at the booked end"),
    str(Action.MARK_NO_SHOW): N_("Nobody came"),
    str(Action.EXPIRE): N_("Not answered in time"),
    str(Action.CANCEL_LATE): N_("Cancelled late"),
    str(Action.CANCEL_BY_PROVIDER): N_("Cancelled by the provider"),
}


def buttons(actions: tuple[Action, ...]) -> tuple[Offered, ...]:
    """Return how to offer `actions`, the one that moves the booking on in front."""
    return tuple(look for action, look in BUTTONS.items() if action in actions)
