"""Subscriptions: whose they are, which one an address names, and whether it still serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, select

from app.accounts.domain.roles import Role
from app.accounts.domain.secrets import hash_of
from app.accounts.queries import is_in_office
from app.calendar.domain.feed import FeedDetail, FeedKind, FeedOwner
from app.calendar.models import Feed
from app.infra.db import db

_PROVIDER = frozenset({Role.KEEPER, Role.PROVIDER_MANAGER})
MAKERS: Mapping[FeedKind, frozenset[Role]] = {
    FeedKind.MINE: frozenset({Role.RESEARCHER, Role.ENTERPRISE_MANAGER}),
    FeedKind.ENTERPRISE: frozenset({Role.ENTERPRISE_MANAGER}),
    FeedKind.INSTRUMENT: _PROVIDER,
    FeedKind.PROVIDER: _PROVIDER,
}


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as its maker sees it; the address itself is never shown again.

    `uses` are the last few times it was read, to the minute, oldest first, and `client` what read it last.
    `state_tag` is what was shown last, `state_at` since when.
    """

    id: int
    owner: FeedOwner
    locale: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    client: str | None = None
    uses: tuple[datetime, ...] = ()
    state_tag: str | None = None
    state_at: datetime | None = None


# Of the table rather than the class: programs ask day and night, and the way through the classes costs more
# than the question.
_FEED = Feed.metadata.tables[Feed.__tablename__].c
_CARDS = select(*_FEED)


def serves(kind: FeedKind) -> ColumnElement[bool]:
    """Return the condition that a feed of a kind still serves.

    A person who is locked, or has left the organisation or the role that the kind needs, reads it no longer.
    """
    anybody = is_in_office(_FEED.person_id)
    if kind is FeedKind.MINE:
        return anybody
    in_office = is_in_office(_FEED.person_id, _FEED.organisation_id, MAKERS[kind])
    return case((_FEED.organisation_id.is_not(None), in_office), else_=anybody)


_SERVES = case(*((_FEED.kind == str(kind), serves(kind)) for kind in FeedKind))
IS_THE_HASHED = _FEED.token_hash == bindparam("hash")
BY_TOKEN = _CARDS.add_columns(_SERVES.label("serves")).where(IS_THE_HASHED)


def feed_by_token(token: str) -> tuple[Subscription, bool] | None:
    """Return the subscription, revoked or not, that an address names, and whether it still serves, or None.

    One query by the token's index.
    """
    found = db.session.execute(BY_TOKEN, {"hash": hash_of(token)}).one_or_none()
    return (card_of(found), found.serves) if found else None


def card_to_note(feed_id: int) -> Subscription | None:
    """Return a subscription, locked until the transaction ends; None for one that is no longer kept."""
    found = db.session.execute(_CARDS.where(_FEED.id == feed_id).with_for_update()).one_or_none()
    return card_of(found) if found else None


def feeds_of(person_id: int, *, after: int = 0, limit: int = 200) -> list[Subscription]:
    """Return a person's live subscriptions, oldest first, from the one after id `after` on."""
    rows = db.session.execute(
        _CARDS.where(_FEED.person_id == person_id, _FEED.revoked_at.is_(None), _FEED.id > after)
        .order_by(_FEED.id)
        .limit(limit)
    )
    return [card_of(each) for each in rows]


def count_living() -> int:
    """Return how many subscriptions anybody has."""
    return db.session.scalar(select(func.count()).where(Feed.revoked_at.is_(None))) or 0


def card_of(row: Any) -> Subscription:
    """Return a row of the table, however it was read, as a card."""
    owner = FeedOwner(
        FeedKind(row.kind), FeedDetail(row.detail), row.person_id, row.organisation_id, row.instrument_id
    )
    return Subscription(
        id=row.id,
        owner=owner,
        locale=row.locale,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
        client=row.client,
        uses=tuple(datetime.fromtimestamp(60 * int(each), UTC) for each in (row.uses or "").split()),
        state_tag=row.state_tag,
        state_at=row.state_at,
    )
