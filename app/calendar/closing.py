"""Close an instrument for new bookings, and open it again. A closure never changes: another replaces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert

from app.calendar.models import Closure
from app.calendar.queries.closures import REOPEN, SUBJECT, get_closure, no_such_closure
from app.infra.db import db
from app.infra.events import SYSTEM, EventActor, record
from app.kernel.errors import Conflict
from app.kernel.interval import Interval
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

CLOSE = "close"


def close(*, instrument_id: int, span: Interval, reason: str, now: datetime, by: EventActor = SYSTEM) -> int:
    """Close the instrument for new bookings over `span`; return the closure's id.

    A standing booking under it is never cancelled: the conflict is seen when it is read
    (`queries.clashes`).
    """
    closure_id = _insert_closure(instrument_id, span, reason.strip(), now)
    _note(CLOSE, instrument_id, closure_id, span, reason.strip(), by, now)
    return closure_id


def reopen(*, instrument_id: int, closure_id: int, now: datetime, by: EventActor = SYSTEM) -> None:
    """Remove a closure. Of one under way the part that has passed stays on record, as a closure of its own.

    Raises NotFound, Conflict `closure_over`.
    """
    closure = get_closure(instrument_id, closure_id)
    if closure.span.end <= now:
        raise Conflict("closure_over", N_("This closure is over: it stays on record."))
    until = now.replace(second=0, microsecond=0)
    if closure.span.start < until:
        _insert_closure(instrument_id, Interval(closure.span.start, until), closure.reason, now)
    gone = db.session.execute(delete(Closure).where(Closure.id == closure_id).returning(Closure.id)).first()
    if gone is None:  # somebody else removed it this moment
        raise no_such_closure()
    _note(REOPEN, instrument_id, closure_id, closure.span, closure.reason, by, now)


def _insert_closure(instrument_id: int, span: Interval, reason: str, now: datetime) -> int:
    statement = (
        insert(Closure)
        .values(
            instrument_id=instrument_id,
            starts_at=span.start,
            ends_at=span.end,
            reason=reason,
            created_at=now,
        )
        .returning(Closure.id)
    )
    return db.session.execute(statement).scalar_one()


def _note(
    action: str,
    instrument_id: int,
    closure_id: int,
    span: Interval,
    reason: str,
    by: EventActor,
    now: datetime,
) -> None:
    record(
        subject_kind=SUBJECT,
        subject_ref=str(instrument_id),
        action=action,
        at=now,
        actor=by,
        reason=reason or None,
        data={"closure": closure_id, "start": span.start.isoformat(), "end": span.end.isoformat()},
    )
