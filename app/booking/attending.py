"""A session on the instrument: checked in, checked out, or closed when nobody did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, update

from app.accounts.access import event_actor
from app.booking.acting import move, taken_up
from app.booking.domain import deadlines
from app.booking.domain.attendance import check_in_time, check_out_now, check_out_time
from app.booking.domain.states import Action, AppealState, State, UsageState, after
from app.booking.models import UsageSession
from app.booking.notices import Notice, tell_customer
from app.booking.queries.bookings import get_booking, lock_booking_by_id
from app.booking.queries.rows import agreement_columns
from app.booking.reviving import take_again
from app.calendar import queries as calendar
from app.calendar.allocations import shorten
from app.infra.db import db
from app.infra.events import SYSTEM

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard, UsageCard


@dataclass(frozen=True, slots=True)
class DaySheet:
    """What a keeper writes down; `at` None means this moment."""

    at: datetime | None = None
    samples: int | None = None


def check_in(*, ref: str, sheet: DaySheet, by: Actor, now: datetime) -> BookingCard:
    """Begin the session. A no-show that came after all takes its time again, if that is still free.

    Raises NotFound, Forbidden, Conflict (`illegal_transition`, `slot_taken`), `too_early`, `too_late`.
    """
    booking, _ = taken_up(ref, Action.CHECK_IN, by)
    after(booking.standing, Action.CHECK_IN)
    started = check_in_time(booking.span, sheet.at or now, _zone(booking))
    paid: dict[str, Any] = {}
    if booking.state is State.NO_SHOW:
        agreed = take_again(booking, by=event_actor(by), now=now)
        paid = {"hold_ref": booking.ref, **agreement_columns(agreed)} if agreed else {"hold_ref": None}
    db.session.execute(
        insert(UsageSession).values(
            booking_id=booking.id,
            number=1,
            state=UsageState.RECORDED,
            started_at=started,
            operator_id=by.person_id,
        )
    )
    move(
        booking,
        Action.CHECK_IN,
        by=event_actor(by),
        now=now,
        deadline_at=deadlines.close_at(booking.span),
        remind_at=None,
        usage_number=1,
        appeal_state=AppealState.NONE,
        **paid,
    )
    in_use = get_booking(ref)
    if booking.state is State.NO_SHOW:
        tell_customer(in_use, Notice.CHANGED, now)  # their calendar has struck it out
    return in_use


def check_out(*, ref: str, sheet: DaySheet, by: Actor, now: datetime) -> BookingCard:
    """End the session; what is left of the booked time is free for others. Raises as `check_in`."""
    booking, _ = taken_up(ref, Action.CHECK_OUT, by)
    after(booking.standing, Action.CHECK_OUT)
    usage = booking.current_usage
    if sheet.at is None:
        ended = check_out_now(booking.span, usage.started_at, now, _zone(booking))
    else:
        ended = check_out_time(booking.span, usage.started_at, sheet.at, _zone(booking))
    _end(usage, ended, sheet.samples)
    deadline = deadlines.sign_by(booking.span, ended)
    move(booking, Action.CHECK_OUT, by=event_actor(by), now=now, deadline_at=deadline)
    _give_back_rest(booking, ended)
    return get_booking(ref)


def close_overrun(booking_id: int, now: datetime) -> None:
    """End a session nobody checked out, at its booked end; do nothing when somebody did meanwhile."""
    booking = lock_booking_by_id(booking_id)
    if booking.state is not State.IN_USE or not booking.is_due(now):
        return
    ended = booking.span.end
    _end(booking.current_usage, ended, None)
    move(booking, Action.CLOSE, by=SYSTEM, now=now, deadline_at=deadlines.sign_by(booking.span, ended))


def _end(usage: UsageCard, ended: datetime, samples: int | None) -> None:
    db.session.execute(
        update(UsageSession)
        .where(UsageSession.id == usage.id)
        .values(ended_at=ended, samples=samples)
        .execution_options(synchronize_session=False)
    )


def _give_back_rest(booking: BookingCard, ended: datetime) -> None:
    # Somebody who left before the booked start has still used a minute of it: the record of I2 stays.
    used_until = max(ended, booking.span.start + timedelta(minutes=1))
    shorten(
        reference=booking.ref,
        until=used_until + timedelta(minutes=booking.margins.clean_up_buffer_minutes),
    )


def _zone(booking: BookingCard) -> str:
    return calendar.get_schedule(booking.instrument_id).zone
