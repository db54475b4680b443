"""What of an instrument's time is taken, and by what kind of thing; never by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, bindparam, literal_column, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from app.calendar.domain.free import AllocationKind, Buffers, Busy, free_by_lane, free_intervals
from app.calendar.domain.hours import open_intervals
from app.calendar.models import Allocation, Closure, Lane
from app.calendar.queries.schedules import Schedule
from app.infra.db import UTCDateTime, db
from app.kernel.interval import Interval

Whose = Callable[[InstrumentedAttribute[int]], ColumnElement[bool]]


def busy(instrument_id: int, window: Interval) -> list[Busy]:
    """Return all that is taken and overlaps `window`, uncut, by start. One query."""
    values = {"instrument_id": instrument_id, "window_start": window.start, "window_end": window.end}
    return sorted(_by_instrument(_OF_ONE, values)[instrument_id], key=lambda each: each.span)


def free(schedule: Schedule, window: Interval, taken: Sequence[Busy]) -> list[Interval]:
    """Return the spans of `window` that are open, not closed, and free on some lane at each moment."""
    return free_intervals(open_intervals(schedule.hours, window), taken, schedule.lanes)


def fillable(schedule: Schedule, window: Interval, taken: Sequence[Busy], buffers: Buffers) -> list[Interval]:
    """Return the spans of `window`, lane by lane, that a booking may fill: its buffers meet no other."""
    openings = open_intervals(schedule.hours, window)
    return sorted(chain.from_iterable(free_by_lane(openings, taken, schedule.lanes, buffers)))


def busy_of(whose: Whose, window: Interval) -> dict[int, list[Busy]]:
    """Return what is taken in `window` of the instruments whose id column fulfils `whose`, by their id.

    Closures and allocations come in one query; an instrument without any is not among the keys.
    """
    return _by_instrument(_taken(whose), {"window_start": window.start, "window_end": window.end})


def _taken(whose: Whose) -> CompoundSelect[Any]:
    start, end = bindparam("window_start", type_=UTCDateTime), bindparam("window_end", type_=UTCDateTime)
    allocated = (
        select(
            Allocation.instrument_id,
            Allocation.starts_at,
            Allocation.ends_at,
            Allocation.kind,
            Lane.number,
            Allocation.expires_at,
        )
        .join(Lane, Lane.id == Allocation.lane_id)
        .where(Allocation.ends_at > start, Allocation.starts_at < end, whose(Allocation.instrument_id))
    )
    closed: Any = select(
        Closure.instrument_id,
        Closure.starts_at,
        Closure.ends_at,
        literal_column(f"'{AllocationKind.CLOSURE}'"),
        null(),
        null(),
    ).where(Closure.ends_at > start, Closure.starts_at < end, whose(Closure.instrument_id))
    return union_all(allocated, closed)


def _by_instrument(statement: CompoundSelect[Any], values: dict[str, Any]) -> dict[int, list[Busy]]:
    found: dict[int, list[Busy]] = defaultdict(list)
    for instrument_id, starts_at, ends_at, kind, lane, expires_at in db.session.execute(statement, values):
        found[instrument_id].append(
            Busy(Interval(starts_at, ends_at), AllocationKind(kind), lane, expires_at)
        )
    return found


# Asked for every availability answer and every booking, so it is built once.
_OF_ONE = _taken(lambda column: column == bindparam("instrument_id"))
