"""When an instrument is closed, and what standing time lies under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from app.calendar.models import Allocation, Closure
from app.infra.db import db
from app.kernel.interval import Interval


@dataclass(frozen=True, slots=True)
class ClosureCard:
    """Time an instrument is closed, and why."""

    id: int
    span: Interval
    reason: str
    created_at: datetime


def closures(instrument_id: int, window: Interval) -> list[ClosureCard]:
    """Return the closures that overlap `window`, by start."""
    rows = db.session.execute(
        select(Closure.id, Closure.starts_at, Closure.ends_at, Closure.reason, Closure.created_at)
        .where(
            Closure.instrument_id == instrument_id,
            Closure.ends_at > window.start,
            Closure.starts_at < window.end,
        )
        .order_by(Closure.starts_at, Closure.id)
    )
    return [
        ClosureCard(closure_id, Interval(starts_at, ends_at), reason, created_at)
        for closure_id, starts_at, ends_at, reason, created_at in rows
    ]


def closed_allocations(instrument_id: int, window: Interval) -> list[str]:
    """Return the references of standing allocations that a closure or an outside calendar overlaps.

    Closing never cancels: this is what the keeper is shown, worked out anew at each look.
    """
    outside = aliased(Allocation)
    closed = exists().where(
        Closure.instrument_id == Allocation.instrument_id,
        Closure.ends_at > Allocation.starts_at,
        Closure.starts_at < Allocation.ends_at,
    )
    taken_outside = exists().where(
        outside.lane_id == Allocation.lane_id,
        ~outside.exclusive,
        outside.ends_at > Allocation.starts_at,
        outside.starts_at < Allocation.ends_at,
    )
    return list(
        db.session.scalars(
            select(Allocation.reference)
            .where(
                Allocation.instrument_id == instrument_id,
                Allocation.exclusive,
                Allocation.ends_at > window.start,
                Allocation.starts_at < window.end,
                or_(closed, taken_outside),
            )
            .order_by(Allocation.starts_at)
        )
    )
