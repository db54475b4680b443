"""The provider's answer to a request: confirmed, declined, or none in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.acting import move, taken_up
from app.booking.domain import deadlines
from app.booking.domain.states import Action, State
from app.booking.notices import Notice, tell_customer
from app.booking.queries.bookings import get_booking, lock_booking_by_id
from app.booking.releasing import let_go
from app.infra.events import SYSTEM
from app.kernel.errors import Conflict
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard


def confirm(*, ref: str, by: Actor, now: datetime) -> BookingCard:
    """Accept a request. Raises NotFound, Forbidden, Conflict `illegal_transition` (also after its time)."""
    booking, _ = taken_up(ref, Action.CONFIRM, by)
    no_show = deadlines.no_show_at(booking.span, booking.margins.no_show_grace_minutes)
    if booking.state is State.REQUESTED and booking.is_due(now):
        message = N_("The time to confirm this request ended at %(at)s.")
        raise Conflict("illegal_transition", message, at=booking.deadline_at)
    move(booking, Action.CONFIRM, by=event_actor(by), now=now, deadline_at=no_show)
    tell_customer(booking, Notice.CONFIRMED, now)
    return get_booking(ref)


def decline(*, ref: str, reason: str | None, by: Actor, now: datetime) -> BookingCard:
    """Refuse a request; its time and voucher money are free again. Raises as `confirm`."""
    booking, _ = taken_up(ref, Action.DECLINE, by)
    move(booking, Action.DECLINE, by=event_actor(by), now=now, reason=reason)
    let_go(booking, by=event_actor(by), now=now)
    tell_customer(booking, Notice.DECLINED, now, reason)
    return get_booking(ref)


def expire_request(booking_id: int, now: datetime) -> None:
    """Close a request nobody answered in time; do nothing when somebody did meanwhile."""
    booking = lock_booking_by_id(booking_id)
    if booking.state is not State.REQUESTED or not booking.is_due(now):
        return
    move(booking, Action.EXPIRE, by=SYSTEM, now=now)
    let_go(booking, by=SYSTEM, now=now)
    tell_customer(booking, Notice.EXPIRED, now)
