"""Webhooks as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.queries import people
from app.infra.api.cursors import decode_cursor
from app.infra.api.paging import page
from app.infra.events import history
from app.infra.happenings import happened
from app.infra.outbound import MESSAGES
from app.kernel.machines import actions
from app.kernel.text import N_
from app.webhooks.domain.states import (
    CHANGE_ADDRESS,
    CHANGE_TOPICS,
    HOOK,
    REPLAY,
    SUBJECT,
    WHY_WORDS,
    HookAction,
)
from app.webhooks.domain.topics import TOPIC_WORDS, Topic
from app.webhooks.queries import deliveries as queries
from app.webhooks.queries.hooks import get_hook, hooks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.accounts.domain.actor import Actor
    from app.infra.happenings import Happened
    from app.webhooks.domain.cards import DeliveryCard, HookCard

PAGE_SIZE = 20
MOST_HAPPENINGS = 20
DONE: Mapping[str, str] = {
    "create": N_("Registered"),
    "rotate_secret": N_("Secret changed"),
    CHANGE_ADDRESS: N_("Address changed"),
    CHANGE_TOPICS: N_("What it is told changed"),
    REPLAY: N_("Message sent again"),
    HookAction.PAUSE: N_("Paused"),
    HookAction.GIVE_UP: N_("Paused by OnePool"),
    HookAction.RESUME: N_("Resumed"),
}


@dataclass(frozen=True, slots=True)
class HookRow:
    """A webhook of the list; `waiting` counts what is not delivered yet."""

    hook: HookCard
    topics: Sequence[str]
    waiting: int


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery; `problem` says why nothing came back, as a catalogue text."""

    delivery: DeliveryCard
    problem: str | None


@dataclass(frozen=True, slots=True)
class HookPage:
    """One webhook with a page of its deliveries. The words are catalogue texts."""

    hook: HookCard
    topics: Sequence[str]
    maker: str
    why: str | None
    may: Sequence[HookAction]
    rows: Sequence[DeliveryRow]
    next: str | None
    history: Sequence[Happened]


def hook_rows(actor: Actor) -> list[HookRow]:
    """Return the webhooks of the actor's organisation. Two queries."""
    hooks = hooks_of(actor.organisation_id or 0)
    waiting = queries.count_waiting([hook.id for hook in hooks])
    return [HookRow(hook, _topics(hook), waiting[hook.id]) for hook in hooks]


def hook_page(ref: str, actor: Actor, cursor: str | None) -> HookPage:
    """Gather one webhook. Raises NotFound, Invalid `invalid_cursor`."""
    hook = get_hook(ref, actor)
    before = None if cursor is None else decode_cursor(cursor, int)[0]
    found = queries.deliveries(hook.id, before_id=before, limit=PAGE_SIZE + 1)
    shown, following = page(found, PAGE_SIZE, lambda delivery: delivery.id)
    maker = people([hook.maker_id]).get(hook.maker_id)
    return HookPage(
        hook=hook,
        topics=_topics(hook),
        maker=maker.name if maker else "",
        why=WHY_WORDS[hook.why_paused] if hook.why_paused else None,
        may=actions(HOOK, hook.state),
        rows=[DeliveryRow(each, MESSAGES.get(each.problem or "")) for each in shown],
        next=following,
        history=happened(history(SUBJECT, hook.ref)[-MOST_HAPPENINGS:], DONE),
    )


def _topics(hook: HookCard) -> list[str]:
    return [TOPIC_WORDS[topic] for topic in Topic if topic in hook.topics]
