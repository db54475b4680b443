"""Close an instrument for new bookings, and open it again. A closure never changes: another replaces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert

from app.calendar.models import Closure
from app.calendar.queries.closures import REOPEN, SUBJECT, get_closures, no_such_closure
from app.infra.db import db
from app.infra.events import SYSTEM, EventActor, Step, record_steps
from app.kernel.errors import Conflict
from app.kernel.interval import Interval
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

CLOSE = "close"


def close(*, instrument_id: int, span: Interval, reason: str, now: datetime, by: EventActor = SYSTEM) -> int:
    """Close the instrument for new bookings over `span`; return the closure's id.

    A standing booking under it is never cancelled: the conflict is seen when it is read
    (`queries.clashes`).
    """
    [closure_id] = close_all(instrument_id=instrument_id, spans=[span], reason=reason, now=now, by=by)
    return closure_id


def close_all(
    *, instrument_id: int, spans: Sequence[Interval], reason: str, now: datetime, by: EventActor = SYSTEM
) -> Sequence[int]:
    """Close the instrument over each of `spans`, by a statement for all; return their ids in this order."""
    ids = _insert_closures(instrument_id, [(span, reason.strip()) for span in spans], now)
    steps = [_step(CLOSE, *each, reason.strip()) for each in zip(ids, spans, strict=True)]
    record_steps(subject_kind=SUBJECT, subject_ref=str(instrument_id), steps=steps, at=now, actor=by)
    return ids


def reopen(*, instrument_id: int, closure_id: int, now: datetime, by: EventActor = SYSTEM) -> None:
    """Remove a closure. Of one under way the part that has passed stays on record, as a closure of its own.

    Raises NotFound, Conflict `closure_over`.
    """
    reopen_all(instrument_id=instrument_id, closure_ids=[closure_id], now=now, by=by)


def reopen_all(
    *, instrument_id: int, closure_ids: Collection[int], now: datetime, by: EventActor = SYSTEM
) -> None:
    """Remove many closures as `reopen` one, by a statement for all. Raises as `reopen`, and removes none."""
    found = get_closures(instrument_id, closure_ids)
    if any(closure.span.end <= now for closure in found):
        raise Conflict("closure_over", N_("This closure is over: it stays on record."))
    until = now.replace(second=0, microsecond=0)
    begun = [closure for closure in found if closure.span.start < until]
    past = [(Interval(closure.span.start, until), closure.reason) for closure in begun]
    _insert_closures(instrument_id, past, now)
    gone = delete(Closure).where(Closure.id.in_(closure_ids)).returning(Closure.id)
    if len(db.session.execute(gone).all()) != len(found):  # somebody else removed one this moment
        raise no_such_closure()
    steps = [_step(REOPEN, closure.id, closure.span, closure.reason) for closure in found]
    record_steps(subject_kind=SUBJECT, subject_ref=str(instrument_id), steps=steps, at=now, actor=by)


def _insert_closures(
    instrument_id: int, wanted: Sequence[tuple[Interval, str]], now: datetime
) -> Sequence[int]:
    if not wanted:
        return []
    shared = {"instrument_id": instrument_id, "created_at": now}
    rows = [
        shared | {"starts_at": span.start, "ends_at": span.end, "reason": reason} for span, reason in wanted
    ]
    made = insert(Closure).returning(Closure.id, sort_by_parameter_order=True)
    return db.session.scalars(made, rows).all()


def _step(action: str, closure_id: int, span: Interval, reason: str) -> Step:
    data = {"closure": closure_id, "start": span.start.isoformat(), "end": span.end.isoformat()}
    return Step(action, None, None, reason or None, data)
