"""Make, use and end calendar subscriptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from app.accounts.domain.actor import Actor
from app.accounts.domain.secrets import hash_of, new_link_secret
from app.calendar.domain.feed import FeedDetail, FeedKind, FeedOwner
from app.calendar.models import Feed
from app.calendar.ports import feed_source
from app.calendar.queries.feeds import MAKERS, Subscription, card_to_note
from app.infra.db import db
from app.kernel.errors import Forbidden, Gone, Invalid, NotFound, Problem
from app.kernel.text import N_

MOST_FEEDS = 50
# To the minute is enough to recognise a subscription by, and spares a write a request.
NOTED_EVERY = timedelta(minutes=1)
# A revoked address answers "gone" this long, so that clients learn to stop; then it is unknown.
KEPT_AFTER_END = timedelta(days=180)
# As many as show how often a program comes.
USES_KEPT = 9


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
    return _make(owner, locale, now)


def rotate_feed(*, feed_id: int, person_id: int, now: datetime) -> NewFeed:
    """Give a subscription a new address; the old one answers 410 from now on. Raises NotFound for others'."""
    old = db.session.execute(
        select(Feed.kind, Feed.detail, Feed.organisation_id, Feed.instrument_id, Feed.locale).where(
            Feed.id == feed_id, Feed.person_id == person_id, Feed.revoked_at.is_(None)
        )
    ).one_or_none()
    revoke_feed(feed_id=feed_id, person_id=person_id, now=now)
    if old is None:  # refused above
        raise _none_such()
    owner = FeedOwner(
        FeedKind(old.kind), FeedDetail(old.detail), person_id, old.organisation_id, old.instrument_id
    )
    return _make(owner, old.locale, now)


def _make(owner: FeedOwner, locale: str, now: datetime) -> NewFeed:
    token = new_link_secret()
    statement = (
        insert(Feed)
        .values(
            token_hash=hash_of(token),
            kind=owner.kind.value,
            detail=owner.detail.value,
            person_id=owner.person_id,
            organisation_id=owner.organisation_id,
            instrument_id=owner.instrument_id,
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
        raise _none_such()


def _none_such() -> NotFound:
    return NotFound("not_found", N_("You have no such calendar."))


def check_live(found: tuple[Subscription, bool] | None) -> Subscription:
    """Return the subscription of an address if it may still be read.

    Raises NotFound for an unknown address; Gone for a revoked one, and when its maker is locked, or has left
    the organisation or the role that it needs.
    """
    if found is None:
        raise NotFound("not_found", N_("There is no calendar at this address."))
    subscription, serves = found
    if subscription.revoked_at is not None or not serves:
        raise Gone(
            "gone", N_("This calendar was withdrawn."), fix=N_("Remove it from your calendar program.")
        )
    return subscription


@dataclass(frozen=True, slots=True)
class Use:
    """A reading of a subscription: by which program, what it was shown, and when."""

    client: str
    tag: str
    now: datetime

    def shown_since(self, before: Subscription) -> datetime:
        """Return since when this state is shown, to the second: later than any state before it."""
        if before.state_at is None:
            return self.now.replace(microsecond=0)
        if before.state_tag == self.tag:
            return before.state_at
        return max(self.now.replace(microsecond=0), before.state_at + timedelta(seconds=1))

    def is_worth_noting(self, before: Subscription) -> bool:
        """Tell whether something new was shown, or the last use noted is a minute old or older."""
        is_old = before.last_used_at is None or before.last_used_at <= self.now - NOTED_EVERY
        return is_old or before.state_tag != self.tag


def note_use(feed_id: int, use: Use) -> datetime:
    """Note that a subscription was read, at most once a minute, and each new state that it shows.

    Return since when that state is shown. Of two programs that read at once one comes after the other, so
    that no two states are shown since the same moment.
    """
    found = card_to_note(feed_id)
    if found is None:  # forgotten while it was read
        return use.now
    uses, since = found.uses, use.shown_since(found)
    if found.last_used_at is None or found.last_used_at <= use.now - NOTED_EVERY:
        uses = (*uses, use.now)[-USES_KEPT:]
    db.session.execute(
        update(Feed)
        .where(Feed.id == feed_id)
        .values(
            last_used_at=use.now if uses is not found.uses else found.last_used_at,
            client=use.client,
            uses=" ".join(f"{each.timestamp() // 60:.0f}" for each in uses),
            state_tag=use.tag,
            state_at=since,
        )
    )
    return since


def feeds_to_forget(now: datetime, limit: int) -> list[int]:
    """Return the ids of subscriptions that were revoked long ago, the oldest first."""
    statement = select(Feed.id).where(Feed.revoked_at <= now - KEPT_AFTER_END)
    return list(db.session.scalars(statement.order_by(Feed.revoked_at).limit(limit)))


def forget_feed(feed_id: int, now: datetime) -> None:
    """Delete a subscription that was revoked long ago; any other stays."""
    db.session.execute(delete(Feed).where(Feed.id == feed_id, Feed.revoked_at <= now - KEPT_AFTER_END))


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
