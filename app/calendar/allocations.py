"""Take time on a lane, hand it over, shorten it, give it back. The database has the last word on overlaps.

References are plain strings of whoever takes the time; nothing here knows what a booking is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    String,
    bindparam,
    delete,
    exists,
    insert,
    literal,
    select,
    update,
)

from app.calendar.domain.free import EXCLUSIVE_KINDS, TIMED_KINDS, AllocationKind
from app.calendar.models import Allocation as Held
from app.calendar.models import Lane, Schedule
from app.infra.db import Base, UTCDateTime, constraint_error, db, execute_checked
from app.kernel.errors import Conflict
from app.kernel.interval import Interval
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row


@dataclass(frozen=True, slots=True)
class Allocation:
    """A blocked span of a lane (by its row's id), taken under a reference; timed when `expires_at` is set."""

    reference: str
    kind: AllocationKind
    instrument_id: int
    lane_id: int
    blocked: Interval
    expires_at: datetime | None


COLUMNS: tuple[Any, ...] = (
    Held.reference,
    Held.kind,
    Held.instrument_id,
    Held.lane_id,
    Held.starts_at,
    Held.ends_at,
    Held.expires_at,
)


def _take(*conditions: ColumnElement[bool]) -> Executable:
    """Insert an allocation of the first lane on which nothing overlaps, not even from outside."""
    start, end = bindparam("blocked_start", type_=UTCDateTime), bindparam("blocked_end", type_=UTCDateTime)
    taken = exists().where(Held.lane_id == Lane.id, Held.starts_at < end, Held.ends_at > start)
    values: dict[str, ColumnElement[Any]] = {
        "lane_id": Lane.id.expression,
        "instrument_id": Lane.instrument_id.expression,
        "reference": bindparam("for_reference", type_=String),
        "kind": bindparam("as_kind", type_=String),
        "exclusive": literal(value=True),
        "starts_at": start,
        "ends_at": end,
        "expires_at": bindparam("until", type_=UTCDateTime),
    }
    free_lane = (
        select(*values.values())
        .where(Lane.instrument_id == bindparam("of_instrument"), ~taken, *conditions)
        .order_by(Lane.number)
        .limit(1)
    )
    table = Base.metadata.tables[Held.__tablename__]
    returned = [table.c[column.key] for column in COLUMNS]
    return insert(table).from_select(list(values), free_lane, include_defaults=False).returning(*returned)


# Every booking asks these, so they are built once.
_TAKE_FIRST = _take()
_TAKE_LANE = _take(Lane.number == bindparam("lane_number"))
_QUEUE_UP = (
    select(Schedule.instrument_id)
    .where(Schedule.instrument_id == bindparam("instrument_id"))
    .with_for_update(key_share=True)
)


def slot_taken() -> Conflict:
    """Return the refusal of a span that somebody else has; `queries.refusals` adds the nearest free one."""
    fix = N_("Choose another time.")
    return Conflict("slot_taken", N_("Somebody else has this time."), field="starts_at", fix=fix)


constraint_error("allocation_no_overlap", slot_taken)


def allocate(
    *,
    instrument_id: int,
    reference: str,
    kind: AllocationKind,
    blocked: Interval,
    now: datetime,
    expires_at: datetime | None = None,
    lane: int | None = None,
) -> Allocation:
    """Take `blocked` (buffers included) on the given lane (its number), or on the first that is free.

    Quotes and offers whose moment has passed make way, even when the job that tidies them up is late.
    Raises Conflict `slot_taken`. Opening hours and closures are asked of `queries.refusals` before.
    """
    if kind not in EXCLUSIVE_KINDS:
        raise ValueError(f"{kind} takes no lane for itself")
    queue_up(instrument_id)
    statement = _TAKE_FIRST if lane is None else _TAKE_LANE
    values = {
        "of_instrument": instrument_id,
        "lane_number": lane,
        "for_reference": reference,
        "as_kind": kind.value,
        "blocked_start": blocked.start,
        "blocked_end": blocked.end,
        "until": expires_at,
    }
    found = execute_checked(statement, values).one_or_none()
    if found is None and _drop_expired(instrument_id, blocked, now):
        found = execute_checked(statement, values).one_or_none()
    if found is None:
        raise slot_taken()
    return _allocation(found)


def hand_over(*, reference: str, to_reference: str, kind: AllocationKind) -> Allocation:
    """Keep the time and change whom it is for (a quote becomes a booking): it no longer expires.

    Raises Conflict `quote_expired` when nothing is held under `reference` any more.
    """
    statement = (
        update(Held)
        .where(_is_of(reference))
        .values(reference=to_reference, kind=kind.value, expires_at=None)
        .returning(*COLUMNS)
    )
    found = db.session.execute(statement).one_or_none()
    if found is None:
        fix = N_("Ask for a new quote.")
        raise Conflict("quote_expired", N_("This time is no longer held for you."), fix=fix)
    return _allocation(found)


def shorten(*, reference: str, until: datetime) -> None:
    """Give back what lies after `until` (an early check-out). Never lengthens.

    A moment at or before the start leaves the allocation as it is: to give back everything, `release`.
    """
    db.session.execute(
        update(Held)
        .where(_is_of(reference), Held.starts_at < until, Held.ends_at > until)
        .values(ends_at=until)
        .execution_options(synchronize_session=False)
    )


def release(*, reference: str) -> bool:
    """Give the time back; tell whether any was held. Asking twice is harmless."""
    return _removed(_is_of(reference)) > 0


def release_expired(*, kind: AllocationKind, now: datetime) -> int:
    """Give back the time of every timed allocation of `kind` whose moment has passed; return how many."""
    return _removed((Held.kind == kind.value) & (Held.expires_at <= now))


def queue_up(instrument_id: int) -> None:
    """Let those who want the same instrument go one after the other, up to their commit.

    Without it, two inserts that meet in PostgreSQL's exclusion constraint wait for each other until the
    deadlock timeout, and of two that chose the same lane one fails while another lane is free. SQLite has
    one writer anyway, and renders no FOR UPDATE.
    """
    db.session.execute(_QUEUE_UP, {"instrument_id": instrument_id})


def _drop_expired(instrument_id: int, blocked: Interval, now: datetime) -> int:
    return _removed(
        (Held.instrument_id == instrument_id)
        & (Held.starts_at < blocked.end)
        & (Held.ends_at > blocked.start)
        & Held.kind.in_([kind.value for kind in TIMED_KINDS])
        & (Held.expires_at <= now)
    )


def _removed(which: ColumnElement[bool]) -> int:
    statement = delete(Held).where(which).returning(Held.id).execution_options(synchronize_session=False)
    return len(db.session.execute(statement).all())


def _is_of(reference: str) -> ColumnElement[bool]:
    return (Held.reference == reference) & Held.exclusive


def _allocation(found: Row[Any]) -> Allocation:
    return Allocation(
        found.reference,
        AllocationKind(found.kind),
        found.instrument_id,
        found.lane_id,
        Interval(found.starts_at, found.ends_at),
        found.expires_at,
    )
