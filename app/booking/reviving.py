"""A no-show that came after all takes back what was given away: the time, and the voucher if it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.booking import facts
from app.booking.acting import SUBJECT
from app.booking.domain.deadlines import hold_until
from app.calendar.allocations import allocate
from app.calendar.domain.free import AllocationKind
from app.infra.db import db
from app.infra.events import record
from app.kernel.errors import DomainError
from app.pool import queries as pool
from app.voucher import holds
from app.voucher.domain.days import voucher_day

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.cards import BookingCard, VoucherUse
    from app.infra.events import EventActor


def take_again(booking: BookingCard, *, by: EventActor, now: datetime) -> str | None:
    """Allocate the time and hold the voucher again; return the hold's reference, None without one.

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
            _hold(booking, voucher, by, now)
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
    return booking.ref


def _hold(booking: BookingCard, voucher: VoucherUse, by: EventActor, now: datetime) -> None:
    enterprise = accounts.get_organisation(booking.enterprise_id)
    instrument = pool.get_instrument(booking.instrument_id)
    holds.hold(
        reference=booking.ref,
        voucher_number=voucher.number,
        mode=voucher.mode,
        price=booking.agreed.total,
        facts=facts.gather(enterprise, facts.time_on(instrument), voucher_day(booking.span.start)),
        now=now,
        expires_at=hold_until(booking.span),
        by=by,
    )
