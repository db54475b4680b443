"""What of a webhook is changed later: its address, and what it is told. Its secret stays."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import update

from app.accounts.access import event_actor
from app.infra.db import db
from app.infra.events import record
from app.kernel.errors import Invalid
from app.webhooks.domain.states import CHANGE_ADDRESS, CHANGE_TOPICS, SUBJECT
from app.webhooks.domain.topics import topics_text
from app.webhooks.models import Webhook
from app.webhooks.queries.hooks import get_hook, lock_hook
from app.webhooks.registering import hook_problems

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.webhooks.domain.cards import HookCard
    from app.webhooks.domain.topics import Topic

#: Nobody has failed at a new address yet, so what waits is sent there at once.
_UNTRIED = {"failing_since": None, "misses": 0, "rests_until": None}


def change_hook(ref: str, *, url: str, topics: Collection[Topic], by: Actor, now: datetime) -> HookCard:
    """Set where a webhook's messages go from now on, those that wait too, and what it is told.

    A paused one stays paused. Raises NotFound, Invalid with every broken rule.
    """
    hook = lock_hook(get_hook(ref, by).id)
    problems = [*hook_problems(url, topics, by)]
    if problems:
        raise Invalid.of(problems)
    if url != hook.url:
        # The host alone: the rest of an address may be a secret, and the log is for ever.
        _change(hook, CHANGE_ADDRESS, by, now, {"host": urlsplit(url).hostname}, url=url, **_UNTRIED)
    if topics_text(topics) != topics_text(hook.topics):
        told = topics_text(topics)
        _change(hook, CHANGE_TOPICS, by, now, {"topics": told}, topics=told)
    return get_hook(ref, by)


def _change(
    hook: HookCard, action: str, by: Actor, now: datetime, data: dict[str, str | None], **values: object
) -> None:
    db.session.execute(update(Webhook).where(Webhook.id == hook.id).values(values))
    record(
        subject_kind=SUBJECT, subject_ref=hook.ref, action=action, at=now, actor=event_actor(by), data=data
    )
