"""What an organisation does with its webhooks: makes, pauses, removes them, and changes their secret."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import insert, update

from app.accounts.access import event_actor
from app.infra.db import db, swap
from app.infra.events import record, record_first
from app.infra.outbound import PlainHttp, Rules, Unreached, allowed_networks, check_address
from app.kernel.errors import Forbidden, Invalid, Problem
from app.kernel.ids import new_reference
from app.kernel.machines import after
from app.kernel.text import N_
from app.webhooks.domain.cards import NewHook
from app.webhooks.domain.signing import new_secret
from app.webhooks.domain.states import HOOK, REPLAY, SUBJECT, HookAction, HookState, WhyPaused
from app.webhooks.domain.topics import TOPICS_OF, Topic, topics_text
from app.webhooks.models import Webhook
from app.webhooks.queries.hooks import count_hooks, get_hook, lock_hook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.infra.events import EventActor
    from app.webhooks.domain.cards import DeliveryCard, HookCard

MOST_HOOKS = 5
#: An answer is only looked at for its status.
MOST_BYTES = 100_000
#: Other deliveries wait meanwhile.
TOTAL_SECONDS = 10


def rules() -> Rules:
    """Return how receivers are called: by https alone."""
    return Rules(allowed_networks(), PlainHttp.REFUSED, MOST_BYTES, total_seconds=TOTAL_SECONDS)


def register(*, url: str, topics: Collection[Topic], by: Actor, now: datetime) -> NewHook:
    """Make a webhook for the organisation `by` acts for; it is told what happens from now on.

    Raises Invalid with every broken rule, Forbidden for somebody without an organisation.
    """
    if by.organisation is None:
        raise Forbidden("forbidden", N_("Switch to the organisation you act for."))
    problems = [*hook_problems(url, topics, by)]
    if count_hooks(by.organisation.id) >= MOST_HOOKS:
        text, fix = N_("Your organisation has %(most)s webhooks already."), N_("Remove one that is not used.")
        problems.append(Problem("too_many_webhooks", text, None, fix, {"most": MOST_HOOKS}))
    if problems:
        raise Invalid.of(problems)
    ref, secret = new_reference("W"), new_secret()
    db.session.execute(
        insert(Webhook).values(
            ref=ref, state=HookState.ACTIVE, organisation_id=by.organisation.id, maker_id=by.person_id,
            url=url, topics=topics_text(topics), secret=secret, created_at=now, since_at=now, looked_at=now,
            misses=0,
        )
    )  # fmt: skip
    record_first(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action="create",
        at=now,
        actor=event_actor(by),
        to_state=HookState.ACTIVE,
        # The host alone: the rest of an address may be a secret, and the log is for ever.
        data={"host": urlsplit(url).hostname, "topics": topics_text(topics)},
    )
    return NewHook(get_hook(ref, by), secret)


def rotate_secret(ref: str, *, by: Actor, now: datetime) -> NewHook:
    """Give a webhook a new secret; the one before signs beside it for a day. Raises NotFound."""
    hook = _locked(ref, by)
    secret = new_secret()
    changed = update(Webhook).where(Webhook.id == hook.id)
    db.session.execute(changed.values(old_secret=Webhook.secret, secret=secret, rotated_at=now))
    record(subject_kind=SUBJECT, subject_ref=ref, action="rotate_secret", at=now, actor=event_actor(by))
    return NewHook(get_hook(ref, by), secret)


def note_replay(hook: HookCard, delivery: DeliveryCard, by: Actor, now: datetime) -> None:
    """Note that somebody lets a message be sent again. Call it with the webhook locked."""
    record(
        subject_kind=SUBJECT,
        subject_ref=hook.ref,
        action=REPLAY,
        at=now,
        actor=event_actor(by),
        data={"message": delivery.message_id},
    )


def pause(ref: str, *, by: Actor, now: datetime) -> HookCard:
    """Send nothing any more, until it is resumed. Raises NotFound, Conflict `illegal_transition`."""
    move(_locked(ref, by), HookAction.PAUSE, event_actor(by), now, why_paused=WhyPaused.BY_HAND)
    return get_hook(ref, by)


def resume(ref: str, *, by: Actor, now: datetime) -> HookCard:
    """Tell again what happens from now on, and send what waits. Raises NotFound, Conflict."""
    fresh = {"since_at": now, "looked_at": now, "failing_since": None, "misses": 0, "rests_until": None}
    move(_locked(ref, by), HookAction.RESUME, event_actor(by), now, why_paused=None, **fresh)
    return get_hook(ref, by)


def remove(ref: str, *, by: Actor, now: datetime) -> None:
    """Remove a webhook for good, its secrets with it. Raises NotFound."""
    gone = {"secret": None, "old_secret": None}
    move(_locked(ref, by), HookAction.REMOVE, event_actor(by), now, why_paused=None, **gone)


def move(hook: HookCard, action: HookAction, by: EventActor, now: datetime, **values: object) -> None:
    """Take a step by one compare-and-swap, setting `values` with it, and note it."""
    to_state = after(HOOK, hook.state, action)
    swap(Webhook, hook.id, from_state=hook.state, to_state=to_state, **values)
    record(
        subject_kind=SUBJECT,
        subject_ref=hook.ref,
        action=action,
        at=now,
        actor=by,
        from_state=hook.state,
        to_state=to_state,
    )


def hook_problems(url: str, topics: Collection[Topic], by: Actor) -> Iterator[Problem]:
    """Yield what is wrong with an address and its topics."""
    try:
        check_address(url, rules())
    except Unreached as refusal:
        yield from refusal.problems
    if not topics:
        yield Problem("topics_missing", N_("Say at least one kind of event."), "topics")
    offered = TOPICS_OF[by.organisation.kind] if by.organisation else ()
    for topic in Topic:
        if topic in topics and topic not in offered:
            text = N_("Your organisation has no events of the kind “%(topic)s”.")
            yield Problem("topic_not_yours", text, "topics", None, {"topic": topic})


def _locked(ref: str, by: Actor) -> HookCard:
    return lock_hook(get_hook(ref, by).id)
