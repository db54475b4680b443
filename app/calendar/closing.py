"""Close an instrument for new bookings, and open it again. A closure never changes: another replaces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert

from app.calendar.models import Closure
from app.calendar.queries.closures import REOPEN, SUBJECT, get_closure, no_such_closure
from app.infra.db import db
from app.infra.events import SYSTEM, EventActor, Step, record_steps
from app.kernel.errors import Conflict
from app.kernel.interval import Interval
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    ids = _insert_closures(instrument_id, spans, reason.strip(), now)
    steps = [_step(CLOSE, *each, reason.strip()) for each in zip(ids, spans, strict=True)]
    record_steps(subject_kind=SUBJECT, subject_ref=str(instrument_id), steps=steps, at=now, actor=by)
    return ids


def reopen(*, instrument_id: int, closure_id: int, now: datetime, by: EventActor = SYSTEM) -> None:
    """Remove a closure. Of one under way the part that has passed stays on record, as a closure of its own.

    Raises NotFound, Conflict `closure_over`.
    """
    closure = get_closure(instrument_id, closure_id)
    if closure.span.end <= now:
        raise Conflict("closure_over", N_("This closure is over: it stays on record."))
    until = now.replace(second=0, microsecond=0)
    if closure.span.start < until:
        _insert_closures(instrument_id, [Interval(closure.span.start, until)], closure.reason, now)
    gone = db.session.execute(delete(Closure).where(Closure.id == closure_id).returning(Closure.id)).first()
    if gone is None:  # somebody else removed it this moment
        raise no_such_closure()
    step = _step(REOPEN, closure_id, closure.span, closure.reason)
    record_steps(subject_kind=SUBJECT, subject_ref=str(instrument_id), steps=[step], at=now, actor=by)


def _insert_closures(
    instrument_id: int, spans: Sequence[Interval], reason: str, now: datetime
) -> Sequence[int]:
    shared = {"instrument_id": instrument_id, "reason": reason, "created_at": now}
    rows = [shared | {"starts_at": span.start, "ends_at": span.end} for span in spans]
    made = insert(Closure).returning(Closure.id, sort_by_parameter_order=True)
    return db.session.scalars(made, rows).all()


def _step(action: str, closure_id: int, span: Interval, reason: str) -> Step:
    data = {"closure": closure_id, "start": span.start.isoformat(), "end": span.end.isoformat()}
    return Step(action, None, None, reason or None, data)
