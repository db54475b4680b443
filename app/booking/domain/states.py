"""What may happen to a booking, as tables: `(state, action) → state`, and who may act.

A booking carries three small machines: its own state, the state of its usage record, and that of an
appeal against a no-show. An action must be allowed by every machine that knows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.errors import Conflict, Forbidden
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(StrEnum):
    """A booking's state (domain.md, States)."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    IN_USE = "in_use"
    COMPLETED = "completed"
    SETTLED = "settled"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    CANCELLED_LATE = "cancelled_late"
    PROVIDER_CANCELLED = "provider_cancelled"
    NO_SHOW = "no_show"


class UsageState(StrEnum):
    """The state of one usage record; an adjusted one is replaced by a new row."""

    RECORDED = "recorded"
    SIGNED = "signed"
    DISPUTED = "disputed"
    ADJUSTED = "adjusted"
    ACCEPTED = "accepted"
    FINAL = "final"


class AppealState(StrEnum):
    """The state of an appeal against a no-show."""

    NONE = "none"
    OPEN = "open"
    REJECTED = "rejected"
    WAIVED = "waived"


class Action(StrEnum):
    """What can be done to a booking. The values are the names in the API's addresses."""

    CONFIRM = "confirm"
    DECLINE = "decline"
    CANCEL = "cancel"
    CANCEL_LATE = "cancel-late"
    CANCEL_BY_PROVIDER = "cancel-by-provider"
    EXPIRE = "expire"
    CHECK_IN = "check-in"
    CHECK_OUT = "check-out"
    CLOSE = "close"
    SIGN_USAGE = "sign-usage"
    ACCEPT_USAGE = "accept-usage"
    DISPUTE_USAGE = "dispute-usage"
    MARK_NO_SHOW = "mark-no-show"
    APPEAL = "appeal"
    WAIVE = "waive"
    REJECT_APPEAL = "reject-appeal"
    SETTLE = "settle"


class Party(StrEnum):
    """The side of the agreement somebody stands on."""

    CUSTOMER = "customer"
    PROVIDER = "provider"
    SYSTEM = "system"


# The states in which a booking has its time and its voucher money (I2: exactly one allocation). A settled
# one keeps the record of the time it used, if it used any.
LIVE = frozenset({State.REQUESTED, State.CONFIRMED, State.IN_USE, State.COMPLETED})
DEAD = frozenset(State) - LIVE - {State.SETTLED}

AFTER: Mapping[tuple[State, Action], State] = {
    (State.REQUESTED, Action.CONFIRM): State.CONFIRMED,
    (State.REQUESTED, Action.DECLINE): State.DECLINED,
    (State.REQUESTED, Action.EXPIRE): State.EXPIRED,
    (State.REQUESTED, Action.CANCEL): State.CANCELLED,
    (State.REQUESTED, Action.CANCEL_BY_PROVIDER): State.PROVIDER_CANCELLED,
    (State.CONFIRMED, Action.CANCEL): State.CANCELLED,
    (State.CONFIRMED, Action.CANCEL_LATE): State.CANCELLED_LATE,
    (State.CONFIRMED, Action.CANCEL_BY_PROVIDER): State.PROVIDER_CANCELLED,
    (State.CONFIRMED, Action.CHECK_IN): State.IN_USE,
    (State.CONFIRMED, Action.MARK_NO_SHOW): State.NO_SHOW,
    (State.IN_USE, Action.CHECK_OUT): State.COMPLETED,
    (State.IN_USE, Action.CLOSE): State.COMPLETED,
    (State.COMPLETED, Action.SIGN_USAGE): State.COMPLETED,
    (State.COMPLETED, Action.ACCEPT_USAGE): State.COMPLETED,
    (State.COMPLETED, Action.DISPUTE_USAGE): State.COMPLETED,
    (State.COMPLETED, Action.SETTLE): State.SETTLED,
    (State.NO_SHOW, Action.CHECK_IN): State.IN_USE,
    (State.NO_SHOW, Action.APPEAL): State.NO_SHOW,
    (State.NO_SHOW, Action.WAIVE): State.SETTLED,
    (State.NO_SHOW, Action.REJECT_APPEAL): State.SETTLED,
    (State.NO_SHOW, Action.SETTLE): State.SETTLED,
}

USAGE_AFTER: Mapping[tuple[UsageState, Action], UsageState] = {
    (UsageState.RECORDED, Action.SIGN_USAGE): UsageState.SIGNED,
    (UsageState.SIGNED, Action.ACCEPT_USAGE): UsageState.ACCEPTED,
    (UsageState.SIGNED, Action.DISPUTE_USAGE): UsageState.DISPUTED,
    (UsageState.DISPUTED, Action.SIGN_USAGE): UsageState.ADJUSTED,
    (UsageState.ACCEPTED, Action.SETTLE): UsageState.FINAL,
}

APPEAL_AFTER: Mapping[tuple[AppealState, Action], AppealState] = {
    (AppealState.NONE, Action.APPEAL): AppealState.OPEN,
    (AppealState.NONE, Action.WAIVE): AppealState.WAIVED,
    (AppealState.OPEN, Action.WAIVE): AppealState.WAIVED,
    (AppealState.OPEN, Action.REJECT_APPEAL): AppealState.REJECTED,
}

_CUSTOMER, _PROVIDER, _SYSTEM = (
    frozenset({Party.CUSTOMER}),
    frozenset({Party.PROVIDER}),
    frozenset({Party.SYSTEM}),
)

# CANCEL_LATE and CANCEL_BY_PROVIDER are never asked for by name: the rules make them out of a CANCEL.
MAY_ACT: Mapping[Action, frozenset[Party]] = {
    Action.CONFIRM: _PROVIDER | _SYSTEM,
    Action.DECLINE: _PROVIDER,
    Action.CANCEL: _CUSTOMER | _PROVIDER,
    Action.CHECK_IN: _PROVIDER,
    Action.CHECK_OUT: _PROVIDER,
    Action.SIGN_USAGE: _PROVIDER | _SYSTEM,
    Action.ACCEPT_USAGE: _CUSTOMER | _SYSTEM,
    Action.DISPUTE_USAGE: _CUSTOMER,
    Action.APPEAL: _CUSTOMER,
    Action.WAIVE: _PROVIDER,
    Action.REJECT_APPEAL: _PROVIDER,
    Action.CANCEL_LATE: _SYSTEM,
    Action.CANCEL_BY_PROVIDER: _SYSTEM,
    Action.EXPIRE: _SYSTEM,
    Action.CLOSE: _SYSTEM,
    Action.MARK_NO_SHOW: _SYSTEM,
    Action.SETTLE: _SYSTEM,
}

_USAGE_ACTIONS = frozenset(action for _, action in USAGE_AFTER) - {Action.SETTLE}
_APPEAL_ACTIONS = frozenset(action for _, action in APPEAL_AFTER)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a booking stands in its three machines; `usage` is None before check-out."""

    state: State
    usage: UsageState | None = None
    appeal: AppealState = AppealState.NONE

    def allows(self, action: Action) -> bool:
        """Tell whether every machine that knows `action` allows it now."""
        if (self.state, action) not in AFTER:
            return False
        if action in _USAGE_ACTIONS and (self.usage is None or (self.usage, action) not in USAGE_AFTER):
            return False
        return action not in _APPEAL_ACTIONS or (self.appeal, action) in APPEAL_AFTER


def after(standing: Standing, action: Action) -> State:
    """Return the booking's state after `action`, or refuse with `illegal_transition`."""
    if not standing.allows(action):
        raise Conflict(
            "illegal_transition",
            N_("A booking that is %(state)s can not take the action %(action)s."),
            fix=N_("Load the booking again; its actions list what is possible now."),
            state=standing.state,
            action=action,
        )
    return AFTER[standing.state, action]


def check_party(action: Action, party: Party) -> None:
    """Refuse with `forbidden` when the action is the other side's."""
    if party not in MAY_ACT[action]:
        raise Forbidden("forbidden", N_("This is for the other side of the booking to do."))


def offered(standing: Standing, party: Party) -> tuple[Action, ...]:
    """Return what `party` may do now, in the order of `Action`: a page's buttons, the API's `actions`."""
    return tuple(action for action in Action if party in MAY_ACT[action] and standing.allows(action))
