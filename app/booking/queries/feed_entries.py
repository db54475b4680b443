"""The bookings of a feed as rows for the calendar's own statements, and what tells whether any changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, and_, bindparam, case, false, func, literal, null, or_, select

from app.accounts import queries as accounts
from app.booking.domain.states import DEAD, State
from app.booking.models import Booking
from app.calendar.domain.feed import Audience, FeedDetail, FeedKind, FeedOwner
from app.calendar.ports import Entries, Standing
from app.calendar.queries.closures import changes_to_select
from app.infra.db import UTCDateTime
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Subquery

    from app.kernel.interval import Interval

# Of the table rather than the class: programs ask day and night, and the way through the class costs more
# than the question.
_TABLE = Booking.metadata.tables[Booking.__tablename__]
_BOOKING = _TABLE.c
_PERSON: ColumnElement[int] = bindparam("person", type_=Integer)
_ORGANISATION: ColumnElement[int] = bindparam("organisation", type_=Integer)
_INSTRUMENT: ColumnElement[int] = bindparam("instrument", type_=Integer)
_WHOSE: Mapping[FeedKind, ColumnElement[bool]] = {
    FeedKind.MINE: _BOOKING.person_id == _PERSON,
    FeedKind.ENTERPRISE: _BOOKING.enterprise_id == _ORGANISATION,
    FeedKind.INSTRUMENT: _BOOKING.instrument_id == _INSTRUMENT,
    FeedKind.PROVIDER: _BOOKING.provider_organisation_id == _ORGANISATION,
}
_IN_WINDOW = and_(
    _BOOKING.starts_at < bindparam("until", type_=UTCDateTime),
    _BOOKING.ends_at > bindparam("since", type_=UTCDateTime),
)
# A no-show that was settled took no time in the end.
_STRUCK = or_(
    *(_BOOKING.state == state for state in sorted(DEAD)),
    and_(_BOOKING.state == State.SETTLED, _BOOKING.usage_number.is_(None)),
)
_AUDIENCE: ColumnElement[str] = case(
    (_BOOKING.provider_organisation_id == _ORGANISATION, literal(str(Audience.PROVIDER))),
    (
        or_(_BOOKING.enterprise_id == _ORGANISATION, _BOOKING.person_id == _PERSON),
        literal(str(Audience.CUSTOMER)),
    ),
    else_=literal(str(Audience.OTHERS)),
)


def feed_entries(owner: FeedOwner, window: Interval) -> Entries:
    """Return the feed's bookings that overlap `window` (`calendar.ports.FeedSource.entries`)."""
    tells_all = owner.detail is FeedDetail.FULL and owner.person_id is not None
    rows = _TOLD[owner.kind] if tells_all else _HIDDEN[owner.kind]
    return Entries(rows, _parameters(owner, window))


def feed_standing(owner: FeedOwner, window: Interval) -> Standing:
    """Return what the feed's text hangs on (`calendar.ports.FeedSource.standing`)."""
    return Standing(_STANDINGS[owner.kind], _parameters(owner, window))


def _parameters(owner: FeedOwner, window: Interval) -> dict[str, Any]:
    return {
        "person": owner.person_id,
        "organisation": owner.organisation_id,
        "instrument": owner.instrument_id,
        "schedule": str(owner.instrument_id),
        "since": window.start,
        "until": window.end,
    }


def _names(kind: FeedKind) -> tuple[ColumnElement[str], ColumnElement[Any]]:
    """Return a feed's name in Chinese, and in English if it has one: its person's, organisation's or
    instrument's.
    """
    if kind is FeedKind.MINE:
        people = accounts.people_to_join()
        name = select(people.c.name).where(people.c.id == _PERSON).scalar_subquery()
        return name, null()
    if kind is FeedKind.INSTRUMENT:
        instruments = pool.instrument_names_to_join()
        name = select(instruments.c.name).where(instruments.c.id == _INSTRUMENT).scalar_subquery()
        return name, null()
    known = accounts.organisation_names_to_join()
    mine = known.c.id == _ORGANISATION
    return (
        select(known.c.name_zh).where(mine).scalar_subquery(),
        select(known.c.name_en).where(mine).scalar_subquery(),
    )


def _standing(kind: FeedKind) -> Subquery:
    name_zh, name_en = _names(kind)
    is_one = kind is FeedKind.INSTRUMENT
    closures = func.coalesce(changes_to_select(bindparam("schedule")), "") if is_one else literal("")
    return (
        select(
            func.count().label("events"),
            func.coalesce(func.sum(_BOOKING.revision), 0).label("revisions"),
            name_zh.label("name_zh"),
            name_en.label("name_en"),
            closures.label("closures"),
            (pool.shows_all_times(_INSTRUMENT) if is_one else false()).label("is_open"),
        )
        .select_from(_TABLE)
        .where(_WHOSE[kind], _IN_WINDOW)
        .subquery("standing")
    )


def _rows(kind: FeedKind, audience: ColumnElement[str]) -> Subquery:
    return (
        select(
            _BOOKING.id,
            _BOOKING.revision,
            _BOOKING.revised_at,
            _BOOKING.starts_at,
            _BOOKING.ends_at,
            case((_STRUCK, _BOOKING.revised_at), else_=null()).label("struck_at"),
            audience.label("audience"),
        )
        .where(_WHOSE[kind], _IN_WINDOW)
        .subquery("entries")
    )


# Made once: to build them anew would cost a feed as much as to read it.
_STANDINGS = {kind: _standing(kind) for kind in FeedKind}
_TOLD = {kind: _rows(kind, _AUDIENCE) for kind in FeedKind}
_HIDDEN = {kind: _rows(kind, literal(str(Audience.OTHERS))) for kind in FeedKind}
