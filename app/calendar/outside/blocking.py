"""What a calendar says becomes allocations: only what differs is written, in a fixed number of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, delete, insert, select

from app.calendar.domain.free import AllocationKind
from app.calendar.domain.outside import reference_of
from app.calendar.models import Allocation, Lane
from app.calendar.schedules import A_STATEMENT
from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from app.kernel.interval import Interval


class Change(NamedTuple):
    """How many blocks a reading brought and took away."""

    added: int
    removed: int


class _Block(NamedTuple):
    lane_id: int
    starts_at: datetime
    ends_at: datetime


def replace_blocks(
    *, calendar_id: int, instrument_id: int, lane: int | None, spans: Iterable[Interval]
) -> Change:
    """Let the calendar block exactly `spans`, on one lane or on all."""
    lanes = db.session.scalars(select(Lane.id).where(blocked_lanes(instrument_id, lane))).all()
    wanted = {_Block(lane_id, span.start, span.end) for span in spans for lane_id in lanes}
    standing = {
        _Block(row.lane_id, row.starts_at, row.ends_at): row.id
        for row in db.session.execute(
            select(Allocation.id, Allocation.lane_id, Allocation.starts_at, Allocation.ends_at).where(
                Allocation.outside_calendar_id == calendar_id
            )
        )
    }
    gone = [block_id for block, block_id in standing.items() if block not in wanted]
    new = sorted(wanted - standing.keys())
    _delete(gone)
    _insert(calendar_id, instrument_id, new)
    return Change(len(new), len(gone))


def blocked_lanes(instrument_id: int, lane: int | None) -> ColumnElement[bool]:
    """Return the condition on Lane for what a calendar blocks."""
    of_it = Lane.instrument_id == instrument_id
    return of_it if lane is None else of_it & (Lane.number == lane)


def _delete(ids: Collection[int]) -> None:
    every = list(ids)
    for first in range(0, len(every), A_STATEMENT):
        chunk = every[first : first + A_STATEMENT]
        db.session.execute(
            delete(Allocation).where(Allocation.id.in_(chunk)).execution_options(synchronize_session=False)
        )


def _insert(calendar_id: int, instrument_id: int, blocks: Collection[_Block]) -> None:
    if not blocks:
        return
    shared = {
        "instrument_id": instrument_id,
        "reference": reference_of(calendar_id),
        "kind": AllocationKind.OUTSIDE.value,
        "exclusive": False,
        "outside_calendar_id": calendar_id,
    }
    db.session.execute(insert(Allocation), [{**shared, **block._asdict()} for block in blocks])
