"""Who came and who did not, and how long requests waited for an answer. One statement each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select

from app.accounts import queries as accounts
from app.booking.domain.states import Action, AppealState, State
from app.booking.models import Booking
from app.booking.queries.concerning import concerns
from app.booking.queries.endings import SUBJECT
from app.infra.db import db
from app.infra.db.moments import seconds_between, step_of
from app.infra.db.spreads import Spread, spreads
from app.infra.events import taken_to_join
from app.pool import queries as pool

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

    from app.kernel.interval import Interval
    from app.kernel.steps import Step
    from app.kernel.within import Within

_CAME = Booking.usage_number.is_not(None)
# A no-show's fee is settled in the end; one that was waived was none.
_MISSED = and_(
    or_(Booking.state == State.NO_SHOW, Booking.state == State.SETTLED),
    Booking.usage_number.is_(None),
    Booking.appeal_state != AppealState.WAIVED,
)
_ENDINGS = {"came": _CAME, "missed": _MISSED, "cancelled_late": Booking.state == State.CANCELLED_LATE}


@dataclass(frozen=True, slots=True)
class Attendance:
    """So many bookings were used, missed, or cancelled when it was late for it, by so many enterprises."""

    came: int
    missed: int
    cancelled_late: int
    enterprises: int


def attendance(period: Interval, within: Within, step: Step) -> dict[str, Attendance]:
    """Return who came to the bookings that start in a period, by the month (quarter, year) of the start."""
    each = (
        _concerned(within)
        .add_columns(
            step_of(Booking.starts_at, step).label("step"),
            *(case((ending, 1), else_=0).label(name) for name, ending in _ENDINGS.items()),
            Booking.enterprise_id,
        )
        .where(
            Booking.starts_at >= period.start,
            Booking.starts_at < period.end,
            or_(*_ENDINGS.values()),
        )
        .subquery()
    )
    sums = [func.sum(each.c[name]) for name in _ENDINGS]
    counted = func.count(each.c.enterprise_id.distinct())
    rows = db.session.execute(select(each.c.step, *sums, counted).group_by(each.c.step))
    return {step: Attendance(*map(int, numbers)) for step, *numbers in rows}


def confirmation_times(period: Interval, within: Within, step: Step) -> dict[str, Spread]:
    """Return how long the requests waited that providers confirmed in a period, by the month of the answer.

    What an instrument confirms by itself has no such moment.
    """
    confirmed = taken_to_join(SUBJECT, [Action.CONFIRM])
    waits = (
        _concerned(within)
        .add_columns(
            step_of(confirmed.c.at, step).label("key"),
            Booking.enterprise_id.label("party"),
            seconds_between(Booking.requested_at, confirmed.c.at).label("seconds"),
        )
        .join(confirmed, confirmed.c.ref == Booking.ref)
        .where(confirmed.c.at >= period.start, confirmed.c.at < period.end)
    )
    return spreads(waits)


def _concerned(within: Within) -> Select[Any]:
    """Select the bookings of a region, a provider or all; regions are joined where they are asked."""
    chosen: Select[Any] = select(Booking.id)
    home, place = accounts.organisation_regions_to_join(), pool.instrument_places_to_join()
    demand: ColumnElement[str] = home.c.region_code
    if within.codes is not None:
        chosen = chosen.join(home, home.c.id == Booking.enterprise_id)
        chosen = chosen.join(place, place.c.id == Booking.instrument_id)
    provider = Booking.provider_organisation_id
    return chosen.where(concerns(within, demand=demand, supply=place.c.region_code, provider=provider))
