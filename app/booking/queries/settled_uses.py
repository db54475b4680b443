"""What was used and settled, between regions, by class of instrument, by month. One statement each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, literal_column, null, select, union_all

from app.accounts import queries as accounts
from app.booking.domain.settlement import Cause
from app.booking.models import Booking, ServiceOrder, Settlement, UsageSession
from app.booking.queries.concerning import concerns
from app.infra.db import db
from app.infra.db.moments import seconds_between, step_of
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select, Subquery

    from app.kernel.interval import Interval
    from app.kernel.steps import Step
    from app.kernel.within import Within

_ONE: ColumnElement[int] = literal_column("1")
_NONE: ColumnElement[int] = literal_column("0")


@dataclass(frozen=True, slots=True)
class Uses:
    """Settled bookings and service orders of so many enterprises; amounts are minor units.

    `seconds` is the time on instruments as the valid usage records tell it.
    """

    bookings: int
    orders: int
    seconds: int
    total_minor: int
    captured_minor: int
    enterprises: int


def uses_between_regions(period: Interval, within: Within) -> dict[tuple[str, str], Uses]:
    """Return what was settled in a period, by the enterprise's region and the one where it was used."""
    both = union_all(_bookings(period), _orders(period)).subquery()
    told = _concerned(both, within).add_columns(pool.told_by(both.c.supply, within).label("told")).subquery()
    return {(row[0], row[1]): uses for row, uses in _summed(told, told.c.demand, told.c.told)}


def uses_by_field(period: Interval, within: Within) -> dict[str, Uses]:
    """Return what was settled of bookings in a period, by class of instrument."""
    told = _concerned(_bookings(period).subquery(), within).subquery()
    return {row[0]: uses for row, uses in _summed(told, told.c.field)}


def uses_by_step(period: Interval, within: Within, step: Step) -> dict[str, Uses]:
    """Return what was settled in a period, by the month (quarter, year) of the settlement."""
    both = union_all(_bookings(period), _orders(period)).subquery()
    told = _concerned(both, within).add_columns(step_of(both.c.settled_at, step).label("step")).subquery()
    return {row[0]: uses for row, uses in _summed(told, told.c.step)}


def _bookings(period: Interval) -> Select[*tuple[Any, ...]]:
    place, home = pool.instrument_places_to_join(), accounts.organisation_regions_to_join()
    valid = and_(
        UsageSession.booking_id == Booking.id,
        UsageSession.number == Booking.usage_number,
    )
    return (
        select(
            Booking.enterprise_id,
            Booking.provider_organisation_id,
            home.c.region_code.label("demand"),
            place.c.region_code.label("supply"),
            place.c.field,
            Settlement.settled_at,
            _ONE.label("bookings"),
            _NONE.label("orders"),
            seconds_between(UsageSession.started_at, UsageSession.ended_at).label("seconds"),
            Settlement.total_minor,
            Settlement.captured_minor,
        )
        .select_from(Settlement)
        .join(Booking, Booking.id == Settlement.booking_id)
        .join(UsageSession, valid)
        .join(place, place.c.id == Booking.instrument_id)
        .join(home, home.c.id == Booking.enterprise_id)
        .where(Settlement.cause == Cause.USE, *_during(period))
    )


def _orders(period: Interval) -> Select[*tuple[Any, ...]]:
    home, provider = accounts.organisation_regions_to_join(), accounts.organisation_regions_to_join()
    return (
        select(
            ServiceOrder.enterprise_id,
            ServiceOrder.provider_organisation_id,
            home.c.region_code.label("demand"),
            provider.c.region_code.label("supply"),
            null().label("field"),
            Settlement.settled_at,
            _NONE.label("bookings"),
            _ONE.label("orders"),
            _NONE.label("seconds"),
            Settlement.total_minor,
            Settlement.captured_minor,
        )
        .select_from(Settlement)
        .join(ServiceOrder, ServiceOrder.id == Settlement.order_id)
        .join(home, home.c.id == ServiceOrder.enterprise_id)
        .join(provider, provider.c.id == ServiceOrder.provider_organisation_id)
        .where(Settlement.cause == Cause.DELIVERY, *_during(period))
    )


def _during(period: Interval) -> tuple[ColumnElement[bool], ...]:
    return Settlement.settled_at >= period.start, Settlement.settled_at < period.end


def _concerned(settled: Subquery, within: Within) -> Select[*tuple[Any, ...]]:
    each = settled.c
    return select(settled).where(
        concerns(within, demand=each.demand, supply=each.supply, provider=each.provider_organisation_id)
    )


def _summed(told: Subquery, *keys: ColumnElement[Any]) -> list[tuple[Sequence[Any], Uses]]:
    each = told.c
    sums = [
        func.sum(column)
        for column in (each.bookings, each.orders, each.seconds, each.total_minor, each.captured_minor)
    ]
    counted = func.count(each.enterprise_id.distinct())
    rows = db.session.execute(select(*keys, *sums, counted).group_by(*keys)).all()
    # PostgreSQL sums integers into a decimal.
    return [(row[: len(keys)], Uses(*map(int, row[len(keys) :]))) for row in rows]
