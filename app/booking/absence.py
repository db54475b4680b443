"""Nobody came: a no-show with its fee, an appeal that stops the clock, a waiver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.acting import move, taken_up
from app.booking.domain import deadlines
from app.booking.domain.settlement import Cause
from app.booking.domain.states import Action, AppealState, State
from app.booking.notices import Notice, tell_customer, tell_keepers
from app.booking.queries.bookings import get_booking, lock_booking_by_id
from app.booking.releasing import let_go
from app.booking.settling import settle_fee
from app.infra.events import SYSTEM
from app.kernel.errors import Conflict
from app.kernel.money import Money
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.pricing import Price, no_show_fee

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard


def mark_no_show(booking_id: int, now: datetime) -> None:
    """Give back the time of somebody who did not come; do nothing when they were checked in meanwhile."""
    booking = lock_booking_by_id(booking_id)
    missed = booking.deadline_at
    if booking.state is not State.CONFIRMED or missed is None or missed > now:
        return
    appeal_by = deadlines.appeal_by(missed)
    move(booking, Action.MARK_NO_SHOW, by=SYSTEM, now=now, deadline_at=appeal_by, remind_at=None)
    let_go(booking, by=SYSTEM, now=now)
    tell_customer(booking, Notice.NO_SHOW, now)


def appeal(*, ref: str, reason: str, by: Actor, now: datetime) -> BookingCard:
    """Object to a no-show: nothing is charged until the provider has answered.

    Raises NotFound, Forbidden, Conflict `illegal_transition` (also after the time to appeal).
    """
    booking, _ = taken_up(ref, Action.APPEAL, by)
    if booking.state is State.NO_SHOW and booking.is_due(now):
        message = N_("The time to appeal ended at %(at)s.")
        raise Conflict("illegal_transition", message, at=booking.deadline_at)
    move(booking, Action.APPEAL, by=event_actor(by), now=now, reason=reason, appeal_state=AppealState.OPEN)
    tell_keepers(booking, Notice.APPEALED, now, reason)
    return get_booking(ref)


def waive(*, ref: str, reason: str | None, by: Actor, now: datetime) -> BookingCard:
    """Charge nothing for a no-show. Raises as `appeal`."""
    booking, _ = taken_up(ref, Action.WAIVE, by)
    actor = event_actor(by)
    move(booking, Action.WAIVE, by=actor, now=now, reason=reason, appeal_state=AppealState.WAIVED)
    _settle(booking, Price((), Money.zero(booking.agreed.total.currency)), now)
    return get_booking(ref)


def reject_appeal(*, ref: str, reason: str | None, by: Actor, now: datetime) -> BookingCard:
    """Stand by a no-show; its fee is charged at once. Raises as `appeal`."""
    booking, _ = taken_up(ref, Action.REJECT_APPEAL, by)
    actor = event_actor(by)
    move(booking, Action.REJECT_APPEAL, by=actor, now=now, reason=reason, appeal_state=AppealState.REJECTED)
    _settle(booking, _fee(booking), now)
    return get_booking(ref)


def settle_no_show(booking_id: int, now: datetime) -> None:
    """Charge a no-show nobody appealed against in time; do nothing when somebody acted meanwhile."""
    booking = lock_booking_by_id(booking_id)
    if booking.state is not State.NO_SHOW or not booking.is_due(now):
        return
    move(booking, Action.SETTLE, by=SYSTEM, now=now)
    _settle(booking, _fee(booking), now)


def _settle(booking: BookingCard, fee: Price, now: datetime) -> None:
    settle_fee(booking, Cause.NO_SHOW, fee, now=now)
    tell_customer(booking, Notice.SETTLED, now)


def _fee(booking: BookingCard) -> Price:
    return no_show_fee(pool.rate_card(booking.agreed.rate_card_id).terms, booking.agreed.total)
