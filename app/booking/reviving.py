"""A no-show that came after all takes back what was given away: the time, and the voucher if it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.booking.acting import SUBJECT
from app.booking.purchasing import take
from app.booking.vouching import purchase_of
from app.calendar.allocations import allocate
from app.calendar.domain.free import AllocationKind
from app.infra.db import db
from app.infra.events import record
from app.kernel.errors import DomainError
from app.pool import queries as pool
from app.pool.domain.pricing import Price

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.cards import Agreement, BookingCard, VoucherUse
    from app.infra.events import EventActor


def take_again(booking: BookingCard, *, by: EventActor, now: datetime) -> Agreement | None:
    """Allocate the time and hold the voucher again; return the price as it is paid then, None without one.

    A voucher that can no longer pay does not turn the customer away: the booking goes on without it, and an
    event says why. Raises Conflict `slot_taken`.
    """
    allocate(
        instrument_id=booking.instrument_id,
        reference=booking.ref,
        kind=AllocationKind.BOOKING,
        blocked=booking.margins.blocked(booking.span),
        now=now,
    )
    voucher = booking.agreed.voucher
    if voucher is None:
        return None
    try:
        with db.session.begin_nested():
            return _hold(booking, voucher, by, now)
    except DomainError as refusal:
        record(
            subject_kind=SUBJECT,
            subject_ref=booking.ref,
            action="voucher-refused",
            at=now,
            actor=by,
            reason=str(refusal),
        )
        return None


def _hold(booking: BookingCard, voucher: VoucherUse, by: EventActor, now: datetime) -> Agreement:
    enterprise = accounts.get_organisation(booking.enterprise_id)
    instrument = pool.get_instrument(booking.instrument_id)
    price = Price(booking.agreed.lines, booking.agreed.total)
    purchase = purchase_of(price, instrument, booking.span, enterprise)
    return take(purchase, voucher.wish, reference=booking.ref, by=by, now=now)
