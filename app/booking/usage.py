"""The usage record: signed by the keeper, accepted or disputed by the customer, or both by deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.booking.acting import move, taken_up
from app.booking.domain import deadlines
from app.booking.domain.attendance import check_in_time, check_out_time
from app.booking.domain.states import USAGE_AFTER, Action, UsageState, after
from app.booking.models import UsageSession
from app.booking.notices import Notice, tell, tell_customer, tell_keepers
from app.booking.queries.bookings import get_booking, lock_booking_by_id
from app.booking.queries.endings import get_ending, lock_ending
from app.booking.settling import settle_use
from app.calendar import queries as calendar
from app.infra.db import db, swap
from app.infra.events import SYSTEM
from app.kernel.errors import Conflict
from app.kernel.interval import Interval
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard, UsageCard
    from app.booking.queries.endings import Ending
    from app.infra.events import EventActor


@dataclass(frozen=True, slots=True)
class Correction:
    """Times the keeper signs instead of those recorded; None keeps what was recorded."""

    started_at: datetime | None = None
    ended_at: datetime | None = None


def sign_usage(*, ref: str, correction: Correction, by: Actor, now: datetime) -> BookingCard:
    """Vouch for the record. After a dispute the signed times are a new record; the old one stays, adjusted.

    Raises NotFound, Forbidden, Conflict `illegal_transition`, Invalid (`too_early`, `too_late`).
    """
    booking, _ = taken_up(ref, Action.SIGN_USAGE, by)
    after(booking.standing, Action.SIGN_USAGE)
    used = _corrected(booking, correction)
    if booking.current_usage.state is UsageState.DISPUTED:
        number = _adjust(booking, used, by, now)
    else:
        number = booking.current_usage.number
        _sign(booking.current_usage, used, now)
    deadline = deadlines.accept_by(booking.span, now)
    move(booking, Action.SIGN_USAGE, by=event_actor(by), now=now, deadline_at=deadline, usage_number=number)
    signed = get_booking(ref)
    tell_customer(signed, Notice.SIGNED, now)
    return signed


def sign_by_deadline(booking_id: int, now: datetime) -> None:
    """Count the record as signed when its time to be signed is over, as of that time."""
    booking = lock_booking_by_id(booking_id)
    usage = booking.usage
    due = booking.deadline_at
    if usage is None or usage.state is not UsageState.RECORDED or due is None or due > now:
        return
    _sign(usage, _used(booking), due)
    move(
        booking,
        Action.SIGN_USAGE,
        by=SYSTEM,
        now=now,
        deadline_at=deadlines.accept_by(booking.span, due),
    )


def accept_usage(*, ref: str, by: Actor, now: datetime) -> BookingCard:
    """Agree with the signed record; the booking is settled at once. Raises as `sign_usage`."""
    booking, _ = taken_up(ref, Action.ACCEPT_USAGE, by)
    after(booking.standing, Action.ACCEPT_USAGE)
    _accept(get_ending(booking.id), event_actor(by), now, accepted_at=now)
    return get_booking(ref)


def accept_by_deadline(booking_id: int, now: datetime) -> None:
    """Count the signed record as accepted when its time is over, and settle."""
    ending = lock_ending(booking_id)
    due = ending.booking.deadline_at
    if ending.usage.state is not UsageState.SIGNED or due is None or due > now:
        return
    _accept(ending, SYSTEM, now, accepted_at=due)


def dispute_usage(*, ref: str, reason: str, by: Actor, now: datetime) -> BookingCard:
    """Disagree with the signed record: the clock stands still until the keeper signs anew."""
    booking, _ = taken_up(ref, Action.DISPUTE_USAGE, by)
    after(booking.standing, Action.DISPUTE_USAGE)
    if booking.is_due(now):
        message = N_("The record counts as accepted since %(at)s.")
        raise Conflict("illegal_transition", message, at=booking.deadline_at)
    _turn(booking.current_usage, Action.DISPUTE_USAGE)
    move(booking, Action.DISPUTE_USAGE, by=event_actor(by), now=now, reason=reason)
    tell_keepers(booking, Notice.DISPUTED, now, reason)
    return get_booking(ref)


def _accept(ending: Ending, by: EventActor, now: datetime, *, accepted_at: datetime) -> None:
    """Accept and settle: two steps of both machines, at one moment, so each row is written once."""
    booking = ending.booking
    _turn(ending.usage, Action.ACCEPT_USAGE, Action.SETTLE, accepted_at=accepted_at)
    settle_use(ending, _used(booking), by=by, now=now)
    move(booking, Action.ACCEPT_USAGE, Action.SETTLE, by=by, now=now, head=ending.head)
    tell([ending.person], booking, Notice.SETTLED, ending.setting, now)


def _used(booking: BookingCard) -> Interval:
    usage = booking.current_usage
    return Interval(usage.started_at, usage.ended_at or booking.span.end)


def _corrected(booking: BookingCard, correction: Correction) -> Interval:
    recorded = _used(booking)
    zone = calendar.get_schedule(booking.instrument_id).zone
    started = check_in_time(booking.span, correction.started_at or recorded.start, zone)
    return Interval(started, check_out_time(booking.span, started, correction.ended_at or recorded.end, zone))


def _sign(usage: UsageCard, used: Interval, signed_at: datetime) -> None:
    # Nobody has vouched for it yet, so a first signature may still set the times right in place.
    _turn(usage, Action.SIGN_USAGE, signed_at=signed_at, started_at=used.start, ended_at=used.end)


def _adjust(booking: BookingCard, used: Interval, by: Actor, now: datetime) -> int:
    old = booking.current_usage
    _turn(old, Action.SIGN_USAGE)
    db.session.execute(
        insert(UsageSession).values(
            booking_id=booking.id,
            number=old.number + 1,
            state=UsageState.SIGNED,
            started_at=used.start,
            ended_at=used.end,
            operator_id=by.person_id,
            samples=old.samples,
            signed_at=now,
        )
    )
    return old.number + 1


def _turn(usage: UsageCard, *actions: Action, **values: object) -> None:
    state = usage.state
    for action in actions:
        state = USAGE_AFTER[state, action]
    swap(UsageSession, usage.id, from_state=usage.state, to_state=state, **values)
