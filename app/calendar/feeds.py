"""Make, use and end calendar subscriptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, or_, select, update

from app.accounts.domain.actor import Actor
from app.accounts.domain.roles import Role
from app.accounts.domain.secrets import hash_of, new_link_secret
from app.accounts.queries import is_locked, people_of
from app.calendar.domain.feed import FeedDetail, FeedKind, FeedOwner
from app.calendar.models import Feed
from app.calendar.ports import feed_source
from app.calendar.queries.feeds import Subscription
from app.infra.db import db
from app.kernel.errors import Forbidden, Gone, Invalid, NotFound, Problem
from app.kernel.text import N_

_PROVIDER = frozenset({Role.KEEPER, Role.PROVIDER_MANAGER})
MAKERS: Mapping[FeedKind, frozenset[Role]] = {
    FeedKind.MINE: frozenset({Role.RESEARCHER, Role.ENTERPRISE_MANAGER}),
    FeedKind.ENTERPRISE: frozenset({Role.ENTERPRISE_MANAGER}),
    FeedKind.INSTRUMENT: _PROVIDER,
    FeedKind.PROVIDER: _PROVIDER,
}
MOST_FEEDS = 50
# To the minute is enough to recognise a subscription by, and spares a write a request.
NOTED_EVERY = timedelta(minutes=1)
# A revoked address answers "gone" this long, so that clients learn to stop; then it is unknown.
KEPT_AFTER_END = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A subscription just made, with the token of its address: the one time it is seen."""

    id: int
    owner: FeedOwner
    token: str


def create_feed(
    *,
    by: Actor,
    kind: FeedKind,
    detail: FeedDetail,
    instrument_id: int | None,
    locale: str,
    now: datetime,
) -> NewFeed:
    """Make a subscription in the organisation `by` acts for; only the hash of its token is kept.

    Raises Forbidden when the role may not have such a feed, NotFound for an instrument of others, Invalid
    (`instrument_missing`, `instrument_unexpected`, `too_many_feeds`).
    """
    if not by.roles & MAKERS[kind]:
        raise Forbidden(
            "forbidden",
            N_("Your role in this organisation does not have this kind of calendar."),
            fix=N_("Switch to the organisation you act for, or choose another kind."),
        )
    problems = [*_instrument_problems(kind, instrument_id), *_number_problems(by.person_id)]
    if problems:
        raise Invalid.of(problems)
    if instrument_id is not None and not feed_source().keeps(by.organisation_id or 0, instrument_id):
        raise NotFound("not_found", N_("Your organisation has no such instrument."), field="instrument_id")
    owner = FeedOwner(kind, detail, by.person_id, by.organisation_id, instrument_id)
    token = new_link_secret()
    statement = (
        insert(Feed)
        .values(
            token_hash=hash_of(token),
            kind=kind.value,
            detail=detail.value,
            person_id=by.person_id,
            organisation_id=by.organisation_id,
            instrument_id=instrument_id,
            locale=locale,
            created_at=now,
        )
        .returning(Feed.id)
    )
    return NewFeed(db.session.execute(statement).scalar_one(), owner, token)


def revoke_feed(*, feed_id: int, person_id: int, now: datetime) -> None:
    """End a subscription for good: its address answers 410 from now on. Raises NotFound for others'."""
    statement = (
        update(Feed)
        .where(Feed.id == feed_id, Feed.person_id == person_id, Feed.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(Feed.id)
    )
    if db.session.execute(statement).first() is None:
        raise NotFound("not_found", N_("You have no such calendar."))


def check_live(subscription: Subscription | None) -> Subscription:
    """Return the subscription if it may still be read.

    Raises NotFound for an unknown address; Gone for a revoked one, and when its maker is locked, or has left
    the organisation or the role that it needs.
    """
    if subscription is None:
        raise NotFound("not_found", N_("There is no calendar at this address."))
    owner = subscription.owner
    if subscription.revoked_at is not None or not _still_serves(owner):
        raise Gone(
            "gone", N_("This calendar was withdrawn."), fix=N_("Remove it from your calendar program.")
        )
    return subscription


def is_use_worth_noting(subscription: Subscription, now: datetime) -> bool:
    """Tell whether the last use noted is a minute old or older."""
    return subscription.last_used_at is None or subscription.last_used_at <= now - NOTED_EVERY


def note_use(*, feed_id: int, now: datetime) -> None:
    """Note that a subscription was read, at most once a minute."""
    is_due = or_(Feed.last_used_at.is_(None), Feed.last_used_at <= now - NOTED_EVERY)
    db.session.execute(update(Feed).where(Feed.id == feed_id, is_due).values(last_used_at=now))


def feeds_to_forget(now: datetime, limit: int) -> list[int]:
    """Return the ids of subscriptions that were revoked long ago, the oldest first."""
    statement = select(Feed.id).where(Feed.revoked_at <= now - KEPT_AFTER_END)
    return list(db.session.scalars(statement.order_by(Feed.revoked_at).limit(limit)))


def forget_feed(feed_id: int, now: datetime) -> None:
    """Delete a subscription that was revoked long ago; any other stays."""
    db.session.execute(delete(Feed).where(Feed.id == feed_id, Feed.revoked_at <= now - KEPT_AFTER_END))


def _still_serves(owner: FeedOwner) -> bool:
    if owner.kind is FeedKind.MINE or owner.organisation_id is None:
        return owner.person_id is None or not is_locked(owner.person_id)
    return any(each.id == owner.person_id for each in people_of(owner.organisation_id, MAKERS[owner.kind]))


def _instrument_problems(kind: FeedKind, instrument_id: int | None) -> list[Problem]:
    if kind is FeedKind.INSTRUMENT and instrument_id is None:
        return [Problem("instrument_missing", N_("Say which instrument."), "instrument_id")]
    if kind is not FeedKind.INSTRUMENT and instrument_id is not None:
        text = N_("Only the calendar of an instrument names one.")
        return [Problem("instrument_unexpected", text, "instrument_id", N_("Leave it out."))]
    return []


def _number_problems(person_id: int) -> list[Problem]:
    live = select(func.count()).where(Feed.person_id == person_id, Feed.revoked_at.is_(None))
    if db.session.execute(live).scalar_one() < MOST_FEEDS:
        return []
    text = N_("You have %(most)d calendars already.")
    return [
        Problem(
            "too_many_feeds", text, None, N_("Withdraw one that you no longer use."), {"most": MOST_FEEDS}
        )
    ]
