"""Which standing time lies under a closure or an outside calendar: neither ever cancels it.

Worked out anew at each look, so what was moved, removed or opened again clashes no more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.calendar.domain.free import AllocationKind
from app.calendar.models import Allocation, Closure, Lane
from app.calendar.outside.models import OutsideCalendar
from app.infra.db import db
from app.kernel.interval import Interval, merge

Whose = Callable[[InstrumentedAttribute[int]], ColumnElement[bool]]

MOST_SHOWN = 200
_Block = aliased(Allocation)
_IS_STANDING = Allocation.kind == AllocationKind.BOOKING.value


@dataclass(frozen=True, slots=True)
class Clash:
    """A booking's reference, and what lies over it: when, and why.

    `why` is a closure's reason, or the name of the outside calendar whose id is `calendar_id`.
    """

    reference: str
    instrument_id: int
    over: Interval
    why: str
    calendar_id: int | None


def clashes(whose: Whose, window: Interval, limit: int = MOST_SHOWN) -> list[Clash]:
    """Return what clashes in `window` on the instruments whose id column fulfils `whose`, earliest first."""
    both = _clashing(whose, window)
    rows = db.session.execute(
        select(both).order_by(both.c.starts_at, both.c.reference, both.c.over_start).limit(limit)
    )
    return [
        Clash(row.reference, row.instrument_id, Interval(row.over_start, row.over_end), row.why, row.calendar)
        for row in rows
    ]


def count_clashing(whose: Whose, window: Interval) -> int:
    """Return how many bookings `clashes` would tell of."""
    both = _clashing(whose, window)
    return db.session.scalar(select(func.count(func.distinct(both.c.reference)))) or 0


def clashing_with(calendar_id: int, now: datetime) -> frozenset[str]:
    """Return the references of the bookings, not over yet, under what a calendar blocks."""
    block = exists().where(
        _Block.outside_calendar_id == calendar_id,
        _Block.lane_id == Allocation.lane_id,
        _Block.ends_at > Allocation.starts_at,
        _Block.starts_at < Allocation.ends_at,
    )
    of_it = select(OutsideCalendar.instrument_id).where(OutsideCalendar.id == calendar_id).scalar_subquery()
    standing = (_IS_STANDING, Allocation.instrument_id == of_it, Allocation.ends_at > now, block)
    return frozenset(db.session.scalars(select(Allocation.reference).where(*standing)))


def would_clash(
    instrument_id: int, lane: int | None, spans: Collection[Interval], now: datetime
) -> list[str]:
    """Return the references of the bookings, not over yet, that `spans` would lie over, earliest first."""
    lanes = select(Lane.id).where(Lane.instrument_id == instrument_id)
    if lane is not None:
        lanes = lanes.where(Lane.number == lane)
    standing = (_IS_STANDING, Allocation.instrument_id == instrument_id, Allocation.ends_at > now)
    rows = db.session.execute(
        select(Allocation.reference, Allocation.starts_at, Allocation.ends_at)
        .where(*standing, Allocation.lane_id.in_(lanes))
        .order_by(Allocation.starts_at, Allocation.reference)
    )
    merged = merge(spans)
    return [row.reference for row in rows if _meets(Interval(row.starts_at, row.ends_at), merged)]


def _meets(span: Interval, merged: list[Interval]) -> bool:
    """Tell whether one of the merged spans overlaps: the last that starts before the end does, or none."""
    before = bisect_left(merged, span.end, key=lambda each: each.start)
    return before > 0 and merged[before - 1].overlaps(span)


def _clashing(whose: Whose, window: Interval) -> Subquery:
    within = (
        _IS_STANDING,
        Allocation.ends_at > window.start,
        Allocation.starts_at < window.end,
        whose(Allocation.instrument_id),
    )
    return union_all(_under_closures().where(*within), _under_calendars().where(*within)).subquery()


def _under_closures() -> Select[Any]:
    return _clash(Closure.starts_at, Closure.ends_at, Closure.reason, null()).join(
        Closure,
        (Closure.instrument_id == Allocation.instrument_id)
        & (Closure.ends_at > Allocation.starts_at)
        & (Closure.starts_at < Allocation.ends_at),
    )


def _under_calendars() -> Select[Any]:
    return (
        _clash(_Block.starts_at, _Block.ends_at, OutsideCalendar.name, OutsideCalendar.id)
        .join(
            _Block,
            (_Block.lane_id == Allocation.lane_id)
            & ~_Block.exclusive
            & (_Block.ends_at > Allocation.starts_at)
            & (_Block.starts_at < Allocation.ends_at),
        )
        .join(OutsideCalendar, OutsideCalendar.id == _Block.outside_calendar_id)
    )


def _clash(start: Any, end: Any, why: Any, calendar: Any) -> Select[Any]:
    return select(
        Allocation.reference,
        Allocation.instrument_id,
        Allocation.starts_at,
        start.label("over_start"),
        end.label("over_end"),
        why.label("why"),
        calendar.label("calendar"),
    ).select_from(Allocation)
