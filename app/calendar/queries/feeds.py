"""Subscriptions: whose they are, and which one an address names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.accounts.domain.secrets import hash_of
from app.calendar.domain.feed import FeedDetail, FeedKind, FeedOwner
from app.calendar.models import Feed
from app.infra.db import db


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as its maker sees it; the address itself is never shown again."""

    id: int
    owner: FeedOwner
    locale: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


def feed_by_token(token: str) -> Subscription | None:
    """Return the subscription, revoked or not, that an address names, or None. One query."""
    found = db.session.scalars(select(Feed).where(Feed.token_hash == hash_of(token))).one_or_none()
    return _card(found) if found else None


def feeds_of(person_id: int, *, after: int = 0, limit: int = 200) -> list[Subscription]:
    """Return a person's live subscriptions, oldest first, from the one after id `after` on."""
    rows = db.session.scalars(
        select(Feed)
        .where(Feed.person_id == person_id, Feed.revoked_at.is_(None), Feed.id > after)
        .order_by(Feed.id)
        .limit(limit)
    )
    return [_card(each) for each in rows]


def count_living() -> int:
    """Return how many subscriptions anybody has."""
    return db.session.scalar(select(func.count()).where(Feed.revoked_at.is_(None))) or 0


def _card(row: Feed) -> Subscription:
    owner = FeedOwner(
        FeedKind(row.kind), FeedDetail(row.detail), row.person_id, row.organisation_id, row.instrument_id
    )
    return Subscription(row.id, owner, row.locale, row.created_at, row.last_used_at, row.revoked_at)
