"""Entries as their organisation and the operator see them: with the newest text, in whatever state."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, false, func, literal, select, true, tuple_

from app.hubs.domain.states import EntryState
from app.hubs.models import HubEntry, HubText
from app.hubs.queries.entries import CARD, PUBLIC, cards, no_such_entry
from app.infra.db import UTCDateTime, db

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.hubs.domain.entries import EntryCard

_NEWEST = (
    HubText.id
    == select(func.max(HubText.id))
    .where(HubText.entry_id == HubEntry.id)
    .correlate(HubEntry)
    .scalar_subquery()
)
_PUBLIC_TEXT = CARD.where(HubText.role == PUBLIC)
_SUBMITTED = HubEntry.state == EntryState.SUBMITTED


def own_entries(actor: Actor, *, before_id: int | None, limit: int) -> list[EntryCard]:
    """Return the entries of the actor's organisation, newest first."""
    earlier = true() if before_id is None else HubEntry.id < before_id
    query = CARD.where(_NEWEST, _of(actor), earlier).order_by(HubEntry.id.desc()).limit(limit)
    return cards(db.session.execute(query).all())


def get_own_entry(ref: str, actor: Actor) -> EntryCard:
    """Return an entry of the actor's organisation. Raises NotFound for any other."""
    return _only(CARD.where(_NEWEST, HubEntry.ref == ref, _of(actor)))


def lock_own_entry(ref: str, actor: Actor) -> EntryCard:
    """Return an entry like `get_own_entry`; nobody else moves it until the commit."""
    _lock(HubEntry.ref == ref, _of(actor))
    return get_own_entry(ref, actor)


def queue(*, after: tuple[datetime, int] | None, limit: int) -> list[EntryCard]:
    """Return what waits to be published, the longest first, from behind one: since when it waits, its id."""
    query = CARD.where(_NEWEST, _SUBMITTED)
    if after is not None:
        behind = tuple_(literal(after[0], UTCDateTime), literal(after[1]))
        query = query.where(tuple_(HubEntry.since, HubEntry.id) > behind)
    return cards(db.session.execute(query.order_by(HubEntry.since, HubEntry.id).limit(limit)).all())


def count_submitted() -> int:
    """Return how many entries wait to be published."""
    return db.session.scalar(select(func.count()).select_from(HubEntry).where(_SUBMITTED)) or 0


def get_submitted(ref: str) -> EntryCard:
    """Return an entry as the operator sees it: handed in, or public. Raises NotFound for a mere draft."""
    entry = _only(CARD.where(_NEWEST, HubEntry.ref == ref))
    return _only(_PUBLIC_TEXT.where(HubEntry.ref == ref)) if entry.state is EntryState.DRAFT else entry


def lock_submitted(ref: str) -> EntryCard:
    """Return an entry like `get_submitted`; nobody else moves it until the commit."""
    _lock(HubEntry.ref == ref)
    return get_submitted(ref)


def find_public_text(entry: EntryCard) -> EntryCard | None:
    """Return an entry with the text that others read, or None where none is public."""
    query = _PUBLIC_TEXT.where(HubEntry.id == entry.id)
    return next(iter(cards(db.session.execute(query).all())), None)


def _lock(*wanted: ColumnElement[bool]) -> None:
    db.session.execute(select(HubEntry.id).where(*wanted).with_for_update())


def _of(actor: Actor) -> ColumnElement[bool]:
    organisation = actor.organisation_id
    return false() if organisation is None else HubEntry.organisation_id == organisation


def _only(query: Select[*tuple[Any, ...]]) -> EntryCard:
    found = cards(db.session.execute(query).all())
    if not found:
        raise no_such_entry()
    return found[0]
