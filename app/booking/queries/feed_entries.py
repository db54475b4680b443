"""The bookings of a feed as rows for the calendar's own statements, and what tells whether any changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, and_, bindparam, case, func, literal, null, or_, select

from app.accounts import queries as accounts
from app.booking.domain.states import DEAD, State
from app.booking.models import Booking
from app.calendar.domain.feed import Audience, FeedDetail, FeedKind, FeedOwner, FeedState
from app.calendar.queries.closures import changes_to_select
from app.infra.db import UTCDateTime, db
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery

    from app.kernel.interval import Interval

_PERSON: ColumnElement[int] = bindparam("person", type_=Integer)
_ORGANISATION: ColumnElement[int] = bindparam("organisation", type_=Integer)
_INSTRUMENT: ColumnElement[int] = bindparam("instrument", type_=Integer)
_WHOSE: Mapping[FeedKind, ColumnElement[bool]] = {
    FeedKind.MINE: Booking.person_id == _PERSON,
    FeedKind.ENTERPRISE: Booking.enterprise_id == _ORGANISATION,
    FeedKind.INSTRUMENT: Booking.instrument_id == _INSTRUMENT,
    FeedKind.PROVIDER: Booking.provider_organisation_id == _ORGANISATION,
}
_IN_WINDOW = and_(
    Booking.starts_at < bindparam("until", type_=UTCDateTime),
    Booking.ends_at > bindparam("since", type_=UTCDateTime),
)
# A no-show that was settled took no time in the end.
_STRUCK = or_(
    Booking.state.in_(sorted(DEAD)), and_(Booking.state == State.SETTLED, Booking.usage_number.is_(None))
)
_AUDIENCE: ColumnElement[str] = case(
    (Booking.provider_organisation_id == _ORGANISATION, literal(str(Audience.PROVIDER))),
    (
        or_(Booking.enterprise_id == _ORGANISATION, Booking.person_id == _PERSON),
        literal(str(Audience.CUSTOMER)),
    ),
    else_=literal(str(Audience.OTHERS)),
)


def feed_entries(owner: FeedOwner, window: Interval) -> Subquery:
    """Return the feed's bookings that overlap `window` (`calendar.ports.FeedSource.entries`)."""
    tells_all = owner.detail is FeedDetail.FULL and owner.person_id is not None
    statement = select(
        Booking.id,
        Booking.revision,
        Booking.revised_at,
        Booking.starts_at,
        Booking.ends_at,
        case((_STRUCK, Booking.revised_at), else_=null()).label("struck_at"),
        (_AUDIENCE if tells_all else literal(str(Audience.OTHERS))).label("audience"),
    ).where(_WHOSE[owner.kind], _IN_WINDOW)
    return statement.params(_parameters(owner, window)).subquery("entries")


def feed_state(owner: FeedOwner, window: Interval, locale: str) -> FeedState:
    """Return what the feed's text hangs on. One statement, made once a kind and read off an index."""
    found = db.session.execute(_STATES[owner.kind], _parameters(owner, window)).one()
    name = (locale == "en" and found.name_en) or found.name_zh
    return FeedState(name, found.events, found.revisions, found.closures or "")


def _parameters(owner: FeedOwner, window: Interval) -> dict[str, Any]:
    return {
        "person": owner.person_id,
        "organisation": owner.organisation_id,
        "instrument": owner.instrument_id,
        "schedule": str(owner.instrument_id),
        "since": window.start,
        "until": window.end,
    }


def _names(kind: FeedKind) -> tuple[ScalarSelect[str], ScalarSelect[str]]:
    """Return a feed's name in Chinese and in English: its person's, organisation's or instrument's."""
    if kind is FeedKind.MINE:
        people = accounts.people_to_join()
        name = select(people.c.name).where(people.c.id == _PERSON).scalar_subquery()
        return name, name
    if kind is FeedKind.INSTRUMENT:
        instruments = pool.instrument_names_to_join()
        name = select(instruments.c.name).where(instruments.c.id == _INSTRUMENT).scalar_subquery()
        return name, name
    known = accounts.organisation_names_to_join()
    mine = known.c.id == _ORGANISATION
    return (
        select(known.c.name_zh).where(mine).scalar_subquery(),
        select(known.c.name_en).where(mine).scalar_subquery(),
    )


def _state(kind: FeedKind) -> Select[int, int, str, str, str]:
    name_zh, name_en = _names(kind)
    closures = changes_to_select(bindparam("schedule")) if kind is FeedKind.INSTRUMENT else literal("")
    return (
        select(
            func.count().label("events"),
            func.coalesce(func.sum(Booking.revision), 0).label("revisions"),
            name_zh.label("name_zh"),
            name_en.label("name_en"),
            closures.label("closures"),
        )
        .select_from(Booking)
        .where(_WHOSE[kind], _IN_WINDOW)
    )


_STATES = {kind: _state(kind) for kind in FeedKind}
