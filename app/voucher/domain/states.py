"""The state machines of the voucher side, as tables (domain.md, "States")."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class ProgrammeState(StrEnum):
    """Where a year's scheme stands."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    RECONCILED = "reconciled"


# Issuing is over for good: no more money comes in, and no other policy.
ENDED = frozenset({ProgrammeState.CLOSED, ProgrammeState.RECONCILED})


class ProgrammeAction(StrEnum):
    """What an officer does with a programme; REOPEN is what later money does."""

    OPEN = "open"
    PAUSE = "pause"
    CLOSE = "close"
    RECONCILE = "reconcile"
    REOPEN = "reopen"


class VoucherState(StrEnum):
    """Where an entitlement stands. LAPSED is not dead: captured parts stay claimable until `redeem_by`."""

    ACTIVE = "active"
    EXHAUSTED = "exhausted"
    LAPSED = "lapsed"
    RETURNED = "returned"
    FROZEN = "frozen"
    REVOKED = "revoked"


# A frozen voucher keeps its value: it may become active again.
LIVE = frozenset({VoucherState.ACTIVE, VoucherState.FROZEN})


class VoucherAction(StrEnum):
    """What happens to a voucher."""

    EXHAUST = "exhaust"
    LAPSE = "lapse"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    RETURN = "return"
    REVOKE = "revoke"


class HoldState(StrEnum):
    """A hold is resolved exactly once."""

    HELD = "held"
    CAPTURED = "captured"
    RELEASED = "released"
    EXPIRED = "expired"


class HoldAction(StrEnum):
    """The three ways a hold ends."""

    CAPTURE = "capture"
    RELEASE = "release"
    EXPIRE = "expire"


PROGRAMME: Mapping[tuple[ProgrammeState, ProgrammeAction], ProgrammeState] = {
    (ProgrammeState.DRAFT, ProgrammeAction.OPEN): ProgrammeState.OPEN,
    (ProgrammeState.OPEN, ProgrammeAction.PAUSE): ProgrammeState.PAUSED,
    (ProgrammeState.PAUSED, ProgrammeAction.OPEN): ProgrammeState.OPEN,
    (ProgrammeState.OPEN, ProgrammeAction.CLOSE): ProgrammeState.CLOSED,
    (ProgrammeState.PAUSED, ProgrammeAction.CLOSE): ProgrammeState.CLOSED,
    (ProgrammeState.CLOSED, ProgrammeAction.RECONCILE): ProgrammeState.RECONCILED,
}

# Money that moves after the accounts were closed opens them again; nobody does it by hand.
REOPENING: Mapping[tuple[ProgrammeState, ProgrammeAction], ProgrammeState] = {
    (ProgrammeState.RECONCILED, ProgrammeAction.REOPEN): ProgrammeState.CLOSED,
}

VOUCHER: Mapping[tuple[VoucherState, VoucherAction], VoucherState] = {
    (VoucherState.ACTIVE, VoucherAction.EXHAUST): VoucherState.EXHAUSTED,
    (VoucherState.ACTIVE, VoucherAction.LAPSE): VoucherState.LAPSED,
    (VoucherState.ACTIVE, VoucherAction.FREEZE): VoucherState.FROZEN,
    (VoucherState.FROZEN, VoucherAction.UNFREEZE): VoucherState.ACTIVE,
    (VoucherState.ACTIVE, VoucherAction.RETURN): VoucherState.RETURNED,
    (VoucherState.ACTIVE, VoucherAction.REVOKE): VoucherState.REVOKED,
    (VoucherState.FROZEN, VoucherAction.REVOKE): VoucherState.REVOKED,
}

HOLD: Mapping[tuple[HoldState, HoldAction], HoldState] = {
    (HoldState.HELD, HoldAction.CAPTURE): HoldState.CAPTURED,
    (HoldState.HELD, HoldAction.RELEASE): HoldState.RELEASED,
    (HoldState.HELD, HoldAction.EXPIRE): HoldState.EXPIRED,
}
