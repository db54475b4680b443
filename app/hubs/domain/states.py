"""The state machines of hubs, as tables."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class HubState(StrEnum):
    """Only an open hub is seen by others than the operator."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class HubAction(StrEnum):
    """What the operator does with a hub."""

    OPEN = "open"
    CLOSE = "close"


class EntryState(StrEnum):
    """Where what an organisation last wrote stands; an older text may be public meanwhile."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class EntryAction(StrEnum):
    """What the organisation and the operator do with an entry."""

    SUBMIT = "submit"
    PUBLISH = "publish"
    SEND_BACK = "send-back"
    EDIT = "edit"
    """A published entry is written anew; the old text stays public until the new one is published."""
    DISCARD = "discard"
    """The new text is thrown away; only where an old one is public."""
    WITHDRAW = "withdraw"


class NeedState(StrEnum):
    """A need is open until its poster closes it. Beyond its last day it reads as expired, and stays open."""

    OPEN = "open"
    CLOSED = "closed"
    EXPIRED = "expired"


class NeedAction(StrEnum):
    """What the poster does with a need, and the operator with one that nobody should read."""

    CLOSE = "close"
    TAKE_DOWN = "take-down"


class Outcome(StrEnum):
    """What became of a need."""

    FOUND_HERE = "found_here"
    FOUND_ELSEWHERE = "found_elsewhere"
    NOT_FOUND = "not_found"


HUB: Mapping[tuple[HubState, HubAction], HubState] = {
    (HubState.DRAFT, HubAction.OPEN): HubState.OPEN,
    (HubState.OPEN, HubAction.CLOSE): HubState.CLOSED,
    (HubState.CLOSED, HubAction.OPEN): HubState.OPEN,
}

ENTRY: Mapping[tuple[EntryState, EntryAction], EntryState] = {
    (EntryState.DRAFT, EntryAction.SUBMIT): EntryState.SUBMITTED,
    (EntryState.SENT_BACK, EntryAction.SUBMIT): EntryState.SUBMITTED,
    (EntryState.SUBMITTED, EntryAction.PUBLISH): EntryState.PUBLISHED,
    (EntryState.SUBMITTED, EntryAction.SEND_BACK): EntryState.SENT_BACK,
    (EntryState.PUBLISHED, EntryAction.EDIT): EntryState.DRAFT,
    (EntryState.DRAFT, EntryAction.DISCARD): EntryState.PUBLISHED,
    (EntryState.SENT_BACK, EntryAction.DISCARD): EntryState.PUBLISHED,
    **{
        (state, EntryAction.WITHDRAW): EntryState.WITHDRAWN
        for state in EntryState
        if state is not EntryState.WITHDRAWN
    },
}

EDITABLE = frozenset({EntryState.DRAFT, EntryState.SENT_BACK, EntryState.PUBLISHED})
"""In these the organisation may write."""

NEED: Mapping[tuple[NeedState, NeedAction], NeedState] = {
    (NeedState.OPEN, NeedAction.CLOSE): NeedState.CLOSED,
    (NeedState.OPEN, NeedAction.TAKE_DOWN): NeedState.CLOSED,
}
