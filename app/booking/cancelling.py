"""Cancelling: by the customer for the rate card's fee, by the provider for a reason and no fee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.acting import move, taken_up
from app.booking.domain.settlement import Cause
from app.booking.domain.states import Action, Party, State
from app.booking.notices import Notice, tell_customer, tell_keepers
from app.booking.queries.bookings import get_booking
from app.booking.releasing import let_go
from app.booking.settling import settle_fee
from app.kernel.errors import Invalid
from app.kernel.money import Money
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.pricing import Price, cancellation_fee

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard


def cancel(*, ref: str, reason: str | None, by: Actor, now: datetime) -> BookingCard:
    """Cancel for the side the actor stands on; time and voucher money are free again at once.

    A customer pays the rate card's percentage for the notice given, of own money only, and may cancel up to
    the booked start. A provider pays nothing but owes a reason.

    Raises:
        NotFound, Forbidden: it is none of the actor's business, or not theirs to act on.
        Conflict: `illegal_transition`.
        Invalid: `too_late` for the customer, `reason_needed` from the provider.
    """
    booking, party = taken_up(ref, Action.CANCEL, by)
    if party is Party.PROVIDER:
        _by_provider(booking, reason, by, now)
    else:
        _by_customer(booking, reason, by, now)
    return get_booking(ref)


def fee_now(booking: BookingCard, now: datetime) -> Price:
    """Return what the customer would pay for cancelling this moment; a request costs nothing."""
    if booking.state is not State.CONFIRMED:
        return Price((), Money.zero(booking.agreed.total.currency))
    terms = pool.rate_card(booking.agreed.rate_card_id).terms
    return cancellation_fee(terms, booking.agreed.total, booking.span.start - now)


def _by_provider(booking: BookingCard, reason: str | None, by: Actor, now: datetime) -> None:
    move(booking, Action.CANCEL_BY_PROVIDER, by=event_actor(by), now=now, reason=_given(reason))
    let_go(booking, by=event_actor(by), now=now)
    tell_customer(booking, Notice.PROVIDER_CANCELLED, now, reason)


def _by_customer(booking: BookingCard, reason: str | None, by: Actor, now: datetime) -> None:
    if booking.state is State.CONFIRMED and now >= booking.span.start:
        message = N_("The booked time has begun, so it can no longer be cancelled.")
        raise Invalid("too_late", message, fix=N_("Ask the provider to check you in or to waive the fee."))
    fee = fee_now(booking, now)
    late = fee.total.is_positive
    move(booking, Action.CANCEL_LATE if late else Action.CANCEL, by=event_actor(by), now=now, reason=reason)
    let_go(booking, by=event_actor(by), now=now)
    if late:
        settle_fee(booking, Cause.LATE_CANCELLATION, fee, now=now)
    tell_keepers(booking, Notice.CANCELLED, now, reason)
    tell_customer(booking, Notice.WITHDRAWN, now)


def _given(reason: str | None) -> str:
    if reason is None or not reason.strip():
        message = N_("Say why: the customer is told.")
        raise Invalid("reason_needed", message, field="reason")
    return reason.strip()
