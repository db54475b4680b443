"""Calendar subscriptions over the JSON API."""

from __future__ import annotations

from flask_babel import get_locale

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.calendar.domain.feed import FeedDetail, FeedKind
from app.calendar.feeds import NewFeed, create_feed, revoke_feed, rotate_feed
from app.calendar.present import feed_links
from app.calendar.queries.feeds import Subscription, feeds_of
from app.infra import clock
from app.infra.api import (
    Answer,
    ApiBlueprint,
    Body,
    Instant,
    NoBody,
    PageQuery,
    RowId,
    decode_cursor,
    encode_cursor,
    reads,
    writes,
)

api = ApiBlueprint("calendar_api", __name__)


class FeedBody(Body):
    """Which calendar, and how much of it; `instrument_id` with the kind `instrument` only."""

    kind: FeedKind
    detail: FeedDetail
    instrument_id: RowId | None = None


class FeedAnswer(Answer):
    """A subscription just made: its address is shown this once."""

    id: int
    kind: FeedKind
    detail: FeedDetail
    instrument_id: int | None
    url: str
    webcal: str


class FeedItem(Answer):
    """A subscription in the list; `client` is the program that read it last."""

    id: int
    kind: FeedKind
    detail: FeedDetail
    instrument_id: int | None
    created_at: Instant
    last_used_at: Instant | None
    client: str | None


class FeedList(Answer):
    """One page of subscriptions."""

    items: list[FeedItem]
    next: str | None


@api.get("/feeds")
@requires(Permission.SEE_FEEDS)
@reads(query=PageQuery, answer=FeedList)
def list_feeds(query: PageQuery) -> FeedList:
    """List my calendar subscriptions, oldest first, never with their addresses."""
    after = decode_cursor(query.cursor, int)[0] if query.cursor else 0
    found = feeds_of(current_actor().person_id, after=after, limit=query.limit + 1)
    shown = found[: query.limit]
    more = len(found) > len(shown)
    return FeedList(
        items=[_item(each) for each in shown], next=encode_cursor([shown[-1].id]) if more else None
    )


@api.post("/feeds")
@requires(Permission.SEE_FEEDS)
@writes(body=FeedBody, answer=FeedAnswer, status=201)
def make_feed(body: FeedBody) -> FeedAnswer:
    """Make a calendar subscription."""
    made = create_feed(
        by=current_actor(),
        kind=body.kind,
        detail=body.detail,
        instrument_id=body.instrument_id,
        locale=str(get_locale()),
        now=clock.now(),
    )
    return _made(made)


@api.post("/feeds/<int:feed_id>/rotate")
@requires(Permission.SEE_FEEDS)
@writes(body=NoBody, answer=FeedAnswer, status=201)
def rotate_feed_address(_body: NoBody, feed_id: int) -> FeedAnswer:
    """Give a calendar subscription another address and id: the old address answers 410 from now on."""
    return _made(rotate_feed(feed_id=feed_id, person_id=current_actor().person_id, now=clock.now()))


@api.delete("/feeds/<int:feed_id>")
@requires(Permission.SEE_FEEDS)
@writes(body=NoBody, status=204)
def end_feed(body: NoBody, feed_id: int) -> None:  # noqa: ARG001 -- `writes` hands over a body to every view
    """Withdraw a calendar subscription: its address answers 410 from now on."""
    revoke_feed(feed_id=feed_id, person_id=current_actor().person_id, now=clock.now())


def _made(made: NewFeed) -> FeedAnswer:
    links, owner = feed_links(made.token), made.owner
    return FeedAnswer(
        id=made.id,
        kind=owner.kind,
        detail=owner.detail,
        instrument_id=owner.instrument_id,
        url=links.https,
        webcal=links.webcal,
    )


def _item(subscription: Subscription) -> FeedItem:
    owner = subscription.owner
    return FeedItem(
        id=subscription.id,
        kind=owner.kind,
        detail=owner.detail,
        instrument_id=owner.instrument_id,
        created_at=subscription.created_at,
        last_used_at=subscription.last_used_at,
        client=subscription.client,
    )
