"""What a feed hangs on, read off an index: alone, or in one statement with its subscription."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, bindparam, select, true

from app.calendar.domain.feed import FeedState
from app.calendar.models import Feed
from app.calendar.ports import feed_source
from app.calendar.queries.feeds import IS_THE_HASHED, serves
from app.calendar.queries.outside import changes_to_select
from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Select, Subquery

    from app.calendar.domain.feed import FeedKind, FeedOwner
    from app.calendar.ports import Standing
    from app.kernel.interval import Interval

_FEED = Feed.metadata.tables[Feed.__tablename__]
_OUTSIDE = changes_to_select(bindparam("whose_outside", type_=Integer))


def feed_state(owner: FeedOwner, window: Interval, locale: str) -> FeedState | None:
    """Return what a feed's text hangs on, or None for the times of an instrument that not all may see.

    One query, over an index alone.
    """
    standing = feed_source().standing(owner, window)
    if owner.is_public:
        row = db.session.execute(open_standing(standing.row), parameters(owner, standing)).one()
        return state_in(row, owner, locale) if row.is_open else None
    return state_in(db.session.execute(_alone(standing.row), dict(standing.parameters)).one(), owner, locale)


def state_in(row: Any, owner: FeedOwner, locale: str) -> FeedState:
    """Return what a row of one of these statements says."""
    name = (locale == "en" and row.name_en) or row.name_zh
    closed = f"{row.closures} {row.outside}" if owner.is_public else row.closures
    return FeedState(name, row.events, row.revisions, closed)


def parameters(owner: FeedOwner, standing: Standing, **more: str) -> Mapping[str, Any]:
    """Return what makes one of these statements one feed's."""
    return {**standing.parameters, "whose_outside": owner.instrument_id, **more}


# Each is built once for all feeds of a kind.
@lru_cache(maxsize=32)
def _alone(row: Subquery) -> Select[Any]:
    return select(*row.c)


@lru_cache(maxsize=32)
def open_standing(row: Subquery) -> Select[Any]:
    """Return the statement of what all may see of an instrument, with its outside calendars."""
    return select(*row.c, _OUTSIDE.label("outside"))


@lru_cache(maxsize=32)
def subscribed_standing(kind: FeedKind, row: Subquery) -> Select[Any]:
    """Return the statement of a subscription of a kind by the hash of its token, beside what it hangs on.

    Of the subscription it has what `feeds.Use` asks for, and `serves`.
    """
    mine = _FEED.c
    columns = (
        mine.id,
        mine.revoked_at,
        mine.last_used_at,
        mine.state_tag,
        mine.state_at,
        serves(kind).label("serves"),
    )
    return select(*columns, *row.c).select_from(_FEED.join(row, true())).where(IS_THE_HASHED)
