"""How open instruments are, and how much of it is used. A fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, case, func, select, true

from app.booking.queries.used_time import own_used_time_to_join, used_time_to_join
from app.calendar import queries as calendar
from app.infra.db import db
from app.pool import queries as pool
from app.pool.domain.states import InstrumentState
from app.statistics.domain.figures import Grain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import FromClause, Row, Subquery

    from app.kernel.within import Within
    from app.statistics.domain.periods import Period

_DAY, _SECONDS = timedelta(days=1), 60


@dataclass(frozen=True, slots=True)
class Utilisation:
    """Seconds used and open, of so many instruments, used by so many enterprises.

    `taken_over` of those used come from a provider's earlier system.
    """

    used: int
    open: int
    instruments: int
    enterprises: int
    taken_over: int


@dataclass(frozen=True, slots=True)
class Openness:
    """Of so many instruments so many can be booked, open so many seconds a week together."""

    instruments: int
    bookable: int
    open_a_week: int


def utilisation(period: Period, within: Within, grain: Grain) -> dict[str, Utilisation]:
    """Return the use of the published instruments by region, provider (its id) or class. Two statements.

    Within one provider, what it took over from another system counts as well.
    """
    days = _weekdays(period)
    opened: dict[str, int] = defaultdict(int)
    instruments: dict[str, int] = defaultdict(int)
    for key, zone, weekly, lanes, count in db.session.execute(_hours(within, grain)):
        minutes = sum(each * day for each, day in zip(calendar.open_minutes(zone, weekly), days, strict=True))
        opened[str(key)] += minutes * _SECONDS * int(lanes)
        instruments[str(key)] += int(count)
    used = {str(row.key): row for row in db.session.execute(_used(period, within, grain))}
    return {key: _utilisation(used.get(key), opened[key], count) for key, count in instruments.items()}


def _utilisation(used: Row[Any] | None, opened: int, instruments: int) -> Utilisation:
    if used is None:
        return Utilisation(0, opened, instruments, 0, 0)
    # PostgreSQL sums integers into a decimal.
    return Utilisation(int(used.seconds), opened, instruments, used.enterprises, int(used.taken_over))


def openness(within: Within) -> dict[str, Openness]:
    """Return how open providers are, by their ids. One statement."""
    place, hours = pool.instrument_places_to_join(), calendar.hours_to_join()
    keys = (place.c.provider_id, hours.c.zone, hours.c.weekly)
    offered = func.sum(case((place.c.is_offered, 1), else_=0))
    rows = db.session.execute(
        select(*keys, func.count(), offered)
        .select_from(place.outerjoin(hours, hours.c.instrument_id == place.c.id))
        .where(place.c.state != InstrumentState.RETIRED, _is_within(place, within))
        .group_by(*keys)
    )
    found: dict[str, Openness] = {}
    for provider, zone, weekly, count, priced in rows:
        before = found.get(str(provider), Openness(0, 0, 0))
        bookable = int(priced) if weekly else 0
        week = sum(calendar.open_minutes(zone, weekly)) * _SECONDS if weekly else 0
        found[str(provider)] = Openness(
            before.instruments + int(count), before.bookable + bookable, before.open_a_week + week * bookable
        )
    return found


def _hours(within: Within, grain: Grain) -> Any:
    place, hours = pool.instrument_places_to_join(), calendar.hours_to_join()
    each = (
        select(_told(place, within, grain).label("key"), hours.c.zone, hours.c.weekly, hours.c.lane_count)
        .join(hours, hours.c.instrument_id == place.c.id)
        .where(place.c.state == InstrumentState.PUBLISHED, _is_within(place, within))
        .subquery()
    )
    keys = (each.c.key, each.c.zone, each.c.weekly)
    return select(*keys, func.sum(each.c.lane_count), func.count()).group_by(*keys)


def _used(period: Period, within: Within, grain: Grain) -> Any:
    place, used = pool.instrument_places_to_join(), _used_time(period, within)
    each = (
        select(
            _told(place, within, grain).label("key"), used.c.seconds, used.c.taken_over, used.c.enterprise_id
        )
        .join(used, used.c.instrument_id == place.c.id)
        .where(place.c.state == InstrumentState.PUBLISHED, _is_within(place, within))
        .subquery()
    )
    sums = (func.sum(each.c.seconds).label("seconds"), func.sum(each.c.taken_over).label("taken_over"))
    counted = func.count(each.c.enterprise_id.distinct()).label("enterprises")
    return select(each.c.key, *sums, counted).group_by(each.c.key)


def _used_time(period: Period, within: Within) -> Subquery:
    if within.provider_organisation_id is None:
        return used_time_to_join(period.span)
    place = pool.instrument_places_to_join()
    return own_used_time_to_join(period.span, select(place.c.id).where(_is_within(place, within)))


def _told(place: FromClause, within: Within, grain: Grain) -> ColumnElement[Any]:
    columns: Mapping[Grain, ColumnElement[Any]] = {
        Grain.REGION: pool.told_by(place.c.region_code, within),
        Grain.PROVIDER: place.c.provider_id,
        Grain.FIELD: place.c.field,
    }
    return columns[grain]


def _is_within(place: FromClause, within: Within) -> ColumnElement[bool]:
    if within.provider_organisation_id is not None:
        return place.c.provider_organisation_id == within.provider_organisation_id
    return true() if within.codes is None else place.c.region_code.between(*within.codes)


def _weekdays(period: Period) -> tuple[int, ...]:
    """Return how many Mondays the period has, how many Tuesdays, …"""
    days = (period.last - period.first) // _DAY + 1
    whole, rest = divmod(days, 7)
    counts = [whole] * 7
    for each in range(rest):
        counts[(period.first.weekday() + each) % 7] += 1
    return tuple(counts)
