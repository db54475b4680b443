"""Organisations write to each other about a need or an entry, on the site: no mail address is shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.hubs.domain.letters import LONGEST_MESSAGE
from app.hubs.domain.needs import NeedCard
from app.hubs.domain.states import NeedState
from app.hubs.models import HubMessage
from app.hubs.notices import tell_of_message
from app.hubs.queries import letters as queries
from app.infra.db import db
from app.kernel.errors import Conflict, Invalid, NotFound, TooManyRequests
from app.kernel.signs import cleaned
from app.kernel.text import N_
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.hubs.domain.entries import EntryCard
    from app.hubs.domain.hubs import HubCard

DAY = timedelta(days=1)
#: The same within so long was sent twice by accident.
SENT_TWICE = timedelta(minutes=5)
MOST_A_DAY = 60


def write_message(
    *, topic: NeedCard | EntryCard, hub: HubCard, with_id: int, text: str, by: Actor, now: datetime
) -> None:
    """Write in the thread about `topic` with the organisation `with_id`, and tell the other side.

    Whose need or entry it is answers those who wrote first. What was sent twice stands once. Raises NotFound
    for a thread that is not the actor's, Conflict `topic_over`, Invalid for an empty or too long text,
    TooManyRequests.
    """
    refuse_stranger(topic, with_id, by)
    if not is_open(topic, now):
        raise Conflict(
            "topic_over",
            N_("This is over: nothing more is written about it."),
            fix=N_("Look for another one in the hub."),
        )
    said, sender = cleaned(text), by.organisation_id or 0
    if not 0 < len(said) <= LONGEST_MESSAGE:
        raise Invalid("text_length", N_("Write something, at most 4,000 characters."), field="text")
    queries.lock_topic(topic)  # of two sent at once the second sees the first
    if queries.is_said_already(topic, with_id, sender, said, now - SENT_TWICE):
        return
    if queries.count_sent(sender, now - DAY) >= MOST_A_DAY:
        raise TooManyRequests(
            "too_many_messages", N_("Your organisation wrote very much today. Go on tomorrow.")
        )
    about = {"need_id": topic.id} if isinstance(topic, NeedCard) else {"entry_id": topic.id}
    message_id: int = db.session.execute(
        insert(HubMessage)
        .values(
            **about, with_id=with_id, organisation_id=sender, author_id=by.person_id, text=said, sent_at=now
        )
        .returning(HubMessage.id)
    ).scalar_one()
    tell_of_message(topic, hub, with_id=with_id, sender=by, message_id=message_id, now=now)


def refuse_stranger(topic: NeedCard | EntryCard, with_id: int, actor: Actor) -> None:
    """Raise NotFound unless the thread is one the actor's organisation has part in, or may begin."""
    own, owner = actor.organisation_id, topic.organisation.id
    has_part = own in (owner, with_id) and with_id != owner
    begins = own == with_id and is_public(topic)
    if not has_part or not (begins or queries.has_thread(topic, with_id)):
        raise NotFound("not_found", N_("There is nothing at this address."))


def is_public(topic: NeedCard | EntryCard) -> bool:
    """Tell whether others may know of it: a need once it is posted, an entry while a text of it is public."""
    return isinstance(topic, NeedCard) or topic.is_public


def is_open(topic: NeedCard | EntryCard, now: datetime) -> bool:
    """Tell whether one may still write about it."""
    if isinstance(topic, NeedCard):
        return topic.standing(pool_day(now)) is NeedState.OPEN
    return topic.is_public
