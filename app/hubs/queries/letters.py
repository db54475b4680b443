"""What organisations wrote to each other. A thread is one need or entry with one other organisation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from app.accounts import queries as accounts
from app.hubs.domain.letters import MessageCard, Talk
from app.hubs.domain.needs import NeedCard
from app.hubs.models import HubEntry, HubMessage, HubNeed
from app.infra.db import db

if TYPE_CHECKING:
    from app.hubs.domain.entries import EntryCard


def lock_topic(topic: NeedCard | EntryCard) -> None:
    """Let nobody else write about it, or move it, until the commit."""
    table = HubNeed if isinstance(topic, NeedCard) else HubEntry
    db.session.execute(select(table.id).where(table.id == topic.id).with_for_update())


def messages(topic: NeedCard | EntryCard, with_id: int) -> list[MessageCard]:
    """Return a thread, oldest first. Two statements."""
    query = select(HubMessage).where(about(topic), HubMessage.with_id == with_id).order_by(HubMessage.id)
    rows = db.session.scalars(query).all()
    organisations = accounts.organisations({row.organisation_id for row in rows}) if rows else {}
    return [MessageCard(organisations[row.organisation_id], row.text, row.sent_at) for row in rows]


def is_said_already(
    topic: NeedCard | EntryCard, with_id: int, organisation_id: int, text: str, since: datetime
) -> bool:
    """Tell whether the last message of a thread is this one, and newer than `since`."""
    thread = select(HubMessage.organisation_id, HubMessage.text).where(
        about(topic), HubMessage.with_id == with_id, HubMessage.sent_at > since
    )
    last = db.session.execute(thread.order_by(HubMessage.id.desc()).limit(1)).first()
    return last is not None and tuple(last) == (organisation_id, text)


def has_thread(topic: NeedCard | EntryCard, with_id: int) -> bool:
    """Tell whether anything was written about it with an organisation."""
    found = select(HubMessage.id).where(about(topic), HubMessage.with_id == with_id).limit(1)
    return db.session.scalar(found) is not None


def writers(topic: NeedCard | EntryCard, with_id: int, organisation_id: int) -> frozenset[int]:
    """Return the people of an organisation who wrote in a thread."""
    query = select(HubMessage.author_id).where(
        about(topic), HubMessage.with_id == with_id, HubMessage.organisation_id == organisation_id
    )
    return frozenset(db.session.scalars(query.distinct()))


def count_sent(organisation_id: int, since: datetime) -> int:
    """Return how many messages an organisation sent since then."""
    sent = select(func.count()).select_from(HubMessage)
    query = sent.where(HubMessage.organisation_id == organisation_id, HubMessage.sent_at > since)
    return db.session.scalar(query) or 0


def talks_about(topic: NeedCard | EntryCard) -> list[Talk]:
    """Return the threads about a need or an entry, the newest message first. Two statements."""
    return _talks(_THREADS.where(about(topic)))


def talks_of(organisation_id: int, *, before_id: int | None, limit: int) -> list[Talk]:
    """Return threads an organisation has part in, by their newest message, newest first. Two statements."""
    own_needs = select(HubNeed.id).where(HubNeed.organisation_id == organisation_id)
    own_entries = select(HubEntry.id).where(HubEntry.organisation_id == organisation_id)
    theirs = or_(
        HubMessage.with_id == organisation_id,
        HubMessage.need_id.in_(own_needs),
        HubMessage.entry_id.in_(own_entries),
    )
    earlier = true() if before_id is None else _newest < before_id
    return _talks(_THREADS.where(theirs).having(earlier).limit(limit))


def about(topic: NeedCard | EntryCard) -> ColumnElement[bool]:
    """Return the condition that a message is about a need or an entry."""
    if isinstance(topic, NeedCard):
        return HubMessage.need_id == topic.id
    return HubMessage.entry_id == topic.id


_newest = func.max(HubMessage.id)
_THREADS = select(
    HubMessage.need_id,
    HubMessage.entry_id,
    HubMessage.with_id,
    func.count().label("number"),
    func.max(HubMessage.sent_at, type_=HubMessage.sent_at.type).label("last_at"),
    _newest.label("last_id"),
).group_by(HubMessage.need_id, HubMessage.entry_id, HubMessage.with_id)


def _talks(query: Select[int | None, int | None, int, int, datetime, int]) -> list[Talk]:
    rows = db.session.execute(query.order_by(_newest.desc())).all()
    organisations = accounts.organisations({row.with_id for row in rows}) if rows else {}
    return [
        Talk(row.need_id, row.entry_id, organisations[row.with_id], row.number, row.last_at, row.last_id)
        for row in rows
    ]
