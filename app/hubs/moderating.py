"""What the operator decides: what is published, sent back or taken down, and which hubs are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.hubs.domain.states import ENTRY, HUB, EntryAction, HubAction, NeedAction, Outcome
from app.hubs.indexing import index_entry
from app.hubs.models import Hub
from app.hubs.needing import end
from app.hubs.notices import Notice, tell_author, tell_poster
from app.hubs.queries.hubs import get_hub, hubs_by_id
from app.hubs.queries.needs import get_need
from app.hubs.queries.own import get_submitted, lock_submitted
from app.hubs.writing import make_public, move, withdraw
from app.infra.db import swap
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid
from app.kernel.machines import after
from app.kernel.signs import cleaned
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.hubs.domain.entries import EntryCard
    from app.hubs.domain.hubs import HubCard
    from app.hubs.domain.needs import NeedCard

HUB_SUBJECT = "hub"
LONGEST_REASON = 2000


def publish_entry(*, ref: str, version: int, by: Actor, now: datetime) -> EntryCard:
    """Let others read an entry as it was read in `version`, and tell its author.

    Raises NotFound, Conflict `illegal_transition` or, for another version, `changed_meanwhile`.
    """
    entry = _taken_up(ref, version, EntryAction.PUBLISH)
    move(entry, EntryAction.PUBLISH, event_actor(by), now, published_at=now)
    make_public(entry)
    index_entry(entry)
    hub = hubs_by_id([entry.hub_id])[entry.hub_id]
    tell_author(entry, hub, Notice.PUBLISHED, now)
    return get_submitted(ref)


def send_back(*, ref: str, version: int, reason: str, by: Actor, now: datetime) -> EntryCard:
    """Ask the organisation to mend an entry, and tell its author why. Raises as `publish_entry`, Invalid."""
    entry = _taken_up(ref, version, EntryAction.SEND_BACK)
    reason = _given(reason)
    move(entry, EntryAction.SEND_BACK, event_actor(by), now, reason)
    hub = hubs_by_id([entry.hub_id])[entry.hub_id]
    tell_author(entry, hub, Notice.SENT_BACK, now, reason=reason)
    return get_submitted(ref)


def take_entry_down(*, ref: str, version: int, reason: str, by: Actor, now: datetime) -> EntryCard:
    """Take an entry out of the hub for good, and tell its author why. Raises as `send_back`."""
    entry = _taken_up(ref, version, EntryAction.WITHDRAW)
    reason = _given(reason)
    withdraw(entry, event_actor(by), now, reason)
    hub = hubs_by_id([entry.hub_id])[entry.hub_id]
    tell_author(entry, hub, Notice.TAKEN_DOWN, now, reason=reason)
    return get_submitted(ref)


def take_need_down(*, hub: HubCard, ref: str, reason: str, by: Actor, now: datetime) -> NeedCard:
    """Show a need to nobody else any more, and tell its poster why.

    Raises NotFound, Conflict `illegal_transition`, Invalid without a reason.
    """
    need, reason = get_need(hub, ref), _given(reason)
    end(need, hub, NeedAction.TAKE_DOWN, Outcome.NOT_FOUND, by=by, now=now, reason=reason)
    tell_poster(need, hub, reason, now)
    return get_need(hub, ref)


def move_hub(*, slug: str, action: HubAction, by: Actor, now: datetime) -> HubCard:
    """Open a hub to all, or close it. Raises NotFound, Conflict `illegal_transition`."""
    hub = get_hub(slug, by)
    to_state = after(HUB, hub.state, action)
    swap(Hub, hub.id, from_state=hub.state, to_state=to_state)
    record(
        subject_kind=HUB_SUBJECT,
        subject_ref=slug,
        action=action,
        at=now,
        actor=event_actor(by),
        from_state=hub.state,
        to_state=to_state,
    )
    return get_hub(slug, by)


def _given(reason: str) -> str:
    """Return a reason without unseen signs. Raises Invalid where there is none, or one too long."""
    reason = cleaned(reason)
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid("reason_needed", N_("Say why, in at most 2,000 characters."), field="reason")
    return reason


def _taken_up(ref: str, version: int, action: EntryAction) -> EntryCard:
    """Return the entry locked, its state allowing the action, and no other than was read."""
    entry = lock_submitted(ref)
    after(ENTRY, entry.state, action)
    if entry.version != version:
        raise Conflict(
            "changed_meanwhile",
            N_("It was changed after you read it."),
            fix=N_("Read it again, and then decide."),
        )
    return entry
