"""The calendar's invariants, asked of the database."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, or_, select

from app.calendar.domain.outside import hash_of
from app.calendar.models import Allocation, Lane
from app.calendar.outside.models import OutsideCalendar
from app.infra.db import db
from app.infra.verify import Check
from app.kernel.interval import Interval


def overlapping_allocations() -> list[str]:
    """Return a line for each exclusive allocation that starts before an earlier one of its lane has ended.

    One pass over each lane in the order of time: the latest end before a row is the only one that matters.
    """
    ends_before = func.max(Allocation.ends_at).over(
        partition_by=Allocation.lane_id, order_by=(Allocation.starts_at, Allocation.id), rows=(None, -1)
    )
    taken = (
        select(
            Allocation.lane_id,
            Allocation.reference,
            Allocation.starts_at,
            ends_before.label("taken_until"),
        )
        .where(Allocation.exclusive)
        .subquery()
    )
    rows = db.session.execute(select(taken).where(taken.c.starts_at < taken.c.taken_until))
    return [f"lane {row.lane_id}: {row.reference} starts before the one before it has ended" for row in rows]


def strayed_blocks() -> list[str]:
    """Return a line for each outside calendar that blocks other time than it said, or elsewhere."""
    blocked: dict[tuple[int | None, int], list[Interval]] = defaultdict(list)
    rows = db.session.execute(
        select(Allocation.outside_calendar_id, Allocation.lane_id, Allocation.starts_at, Allocation.ends_at)
        .where(~Allocation.exclusive)
        .order_by(Allocation.starts_at)
    )
    for calendar_id, lane_id, starts_at, ends_at in rows:
        blocked[calendar_id, lane_id].append(Interval(starts_at, ends_at))
    broken = []
    for calendar_id, lane_id, spans_hash in db.session.execute(_LANES):
        if hash_of(blocked.pop((calendar_id, lane_id), [])) != spans_hash:
            broken.append(f"outside calendar {calendar_id} blocks lane {lane_id} as it did not say")
    for calendar_id, lane_id in blocked:
        broken.append(f"lane {lane_id} is blocked by outside calendar {calendar_id}, which is not its own")
    return broken


_LANES = (
    select(OutsideCalendar.id, Lane.id, OutsideCalendar.spans_hash)
    .join(Lane, Lane.instrument_id == OutsideCalendar.instrument_id)
    .where(or_(OutsideCalendar.lane_number.is_(None), OutsideCalendar.lane_number == Lane.number))
)

CHECKS = (
    Check("I1", "no two exclusive allocations of a lane overlap", overlapping_allocations),
    Check("I3", "outside calendars block what they said last, and nothing else", strayed_blocks),
)
