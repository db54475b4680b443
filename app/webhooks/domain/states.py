"""The states of a webhook and of a delivery."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What the log of events calls a webhook, and what is done to it that leaves its state.
SUBJECT = "webhook"
REPLAY = "replay"
CHANGE_ADDRESS = "change_address"
CHANGE_TOPICS = "change_topics"


class HookState(StrEnum):
    """Where a webhook stands. REMOVED is for good."""

    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"


class HookAction(StrEnum):
    """What is done to a webhook; GIVE_UP is the scheduler's pause."""

    PAUSE = "pause"
    GIVE_UP = "give_up"
    RESUME = "resume"
    REMOVE = "remove"


HOOK: Mapping[tuple[HookState, HookAction], HookState] = {
    (HookState.ACTIVE, HookAction.PAUSE): HookState.PAUSED,
    (HookState.ACTIVE, HookAction.GIVE_UP): HookState.PAUSED,
    (HookState.PAUSED, HookAction.RESUME): HookState.ACTIVE,
    (HookState.ACTIVE, HookAction.REMOVE): HookState.REMOVED,
    (HookState.PAUSED, HookAction.REMOVE): HookState.REMOVED,
}


class DeliveryState(StrEnum):
    """Where a delivery stands; one that was given up may be sent again by hand."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class WhyPaused(StrEnum):
    """Why nothing is sent."""

    BY_HAND = "by_hand"
    GONE = "gone"
    FAILING = "failing"


WHY_WORDS: Mapping[WhyPaused, str] = {
    WhyPaused.BY_HAND: N_("Somebody of your organisation paused it."),
    WhyPaused.GONE: N_("The receiver answered 410: it wants nothing more."),
    WhyPaused.FAILING: N_("For five days the receiver accepted nothing."),
}
