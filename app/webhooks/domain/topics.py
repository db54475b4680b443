"""What a webhook may tell of, and what an event of the log is called there."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.accounts.domain.roles import OrganisationKind
from app.booking.domain.states import Action
from app.kernel.text import N_
from app.voucher.domain.claims import ClaimAction
from app.voucher.domain.states import VoucherAction

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Topic(StrEnum):
    """A kind of event that can be asked for."""

    BOOKING = "booking"
    USAGE = "usage"
    ORDER = "order"
    VOUCHER = "voucher"
    CLAIM = "claim"


TOPIC_WORDS: Mapping[Topic, str] = {
    Topic.BOOKING: N_("Bookings: asked for, confirmed, cancelled, settled"),
    Topic.USAGE: N_("Use: begun, recorded, signed, accepted, disputed"),
    Topic.ORDER: N_("Service orders: asked for, quoted, agreed, delivered, settled"),
    Topic.VOUCHER: N_("Vouchers: issued, held, spent, given back, ended"),
    Topic.CLAIM: N_("Claims: handed in, reviewed, paid"),
}
#: What each kind of organisation has; a provider sees no vouchers, an authority no bookings or orders.
TOPICS_OF: Mapping[OrganisationKind, tuple[Topic, ...]] = {
    OrganisationKind.ENTERPRISE: tuple(Topic),
    OrganisationKind.PROVIDER: (Topic.BOOKING, Topic.USAGE, Topic.ORDER, Topic.CLAIM),
    OrganisationKind.AUTHORITY: (Topic.VOUCHER, Topic.CLAIM),
    OrganisationKind.OPERATOR: (),
}

#: The steps of a booking that are about its use; the chain of the booking tells of them.
USAGE_WORDS: Mapping[str, str] = {
    Action.CHECK_IN: "started",
    Action.CHECK_OUT: "recorded",
    Action.CLOSE: "recorded",
    Action.SIGN_USAGE: "signed",
    Action.ACCEPT_USAGE: "accepted",
    Action.DISPUTE_USAGE: "disputed",
}
# Where the new state is not the word for what was done.
_WORDS: Mapping[tuple[str, str], str] = {
    ("booking", Action.APPEAL): "appealed",
    ("voucher", "issue"): "issued",
    ("voucher", VoucherAction.UNFREEZE): "unfrozen",
    ("claim", "draft"): "drafted",
    ("claim", ClaimAction.PAY_BACK): "paid_back",
}
# What a subject of the log is called before the word, where it is not its own name and a full stop.
_SUBJECTS: Mapping[str, str] = {"hold": "voucher.hold_", "service_order": "order."}
TEST_TYPE = "webhook.test"


def type_of(kind: str, action: str, from_state: str | None, to_state: str | None) -> str:
    """Return what an event is called in a delivery: `booking.confirmed`, `usage.signed`.

    It is called by what was done where that has a word of its own, else by the new state, else by the action.
    """
    if kind == "booking" and action in USAGE_WORDS:
        return f"usage.{USAGE_WORDS[action]}"
    word = _WORDS.get((kind, action))
    if word is None:
        word = to_state if to_state and to_state != from_state else action
    return f"{_SUBJECTS.get(kind, f'{kind}.')}{word.replace('-', '_')}"


def topics_of(text: str) -> frozenset[Topic]:
    """Read the topics as a webhook keeps them."""
    return frozenset(Topic(word) for word in text.split())


def topics_text(topics: Collection[Topic]) -> str:
    """Write the topics as a webhook keeps them."""
    return " ".join(topic for topic in Topic if topic in topics)
