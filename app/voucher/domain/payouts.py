"""Payout batches: money sent by one paying region. Built by one person, approved by another (R2)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class PayoutState(StrEnum):
    """Where a batch stands."""

    BUILT = "built"
    APPROVED = "approved"
    SENT = "sent"
    CONFIRMED = "confirmed"
    PART_RETURNED = "part_returned"
    CANCELLED = "cancelled"


class PayoutAction(StrEnum):
    """What an officer does with a batch. The values are the names in the API's addresses."""

    APPROVE = "approve"
    SEND = "send"
    CONFIRM = "confirm"
    RETURN = "return"
    CANCEL = "cancel"


class PayoutLineState(StrEnum):
    """Where one payment of a batch stands."""

    OPEN = "open"
    PAID = "paid"
    RETURNED = "returned"
    CANCELLED = "cancelled"


PAYOUT: Mapping[tuple[PayoutState, PayoutAction], PayoutState] = {
    (PayoutState.BUILT, PayoutAction.APPROVE): PayoutState.APPROVED,
    (PayoutState.BUILT, PayoutAction.CANCEL): PayoutState.CANCELLED,
    (PayoutState.APPROVED, PayoutAction.CANCEL): PayoutState.CANCELLED,
    (PayoutState.APPROVED, PayoutAction.SEND): PayoutState.SENT,
    (PayoutState.SENT, PayoutAction.CONFIRM): PayoutState.CONFIRMED,
    (PayoutState.SENT, PayoutAction.RETURN): PayoutState.PART_RETURNED,
    (PayoutState.CONFIRMED, PayoutAction.RETURN): PayoutState.PART_RETURNED,
    (PayoutState.PART_RETURNED, PayoutAction.RETURN): PayoutState.PART_RETURNED,
}
