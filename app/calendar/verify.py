"""The calendar's invariants, asked of the database."""

from __future__ import annotations

from sqlalchemy import func, select

from app.calendar.models import Allocation
from app.infra.db import db
from app.infra.verify import Check


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


CHECKS = (Check("I1", "no two exclusive allocations of a lane overlap", overlapping_allocations),)
