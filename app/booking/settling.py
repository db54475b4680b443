"""The end of a booking: the final price of its use, or a fee, beside the quoted price."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.booking.charging import Settled, capture, write_settlement
from app.booking.domain.settlement import Cause, actual_price
from app.kernel.money import Money
from app.pool.domain.pricing import Price
from app.voucher.domain.cards import Captured

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.cards import BookingCard
    from app.booking.queries.endings import Ending
    from app.infra.events import EventActor
    from app.kernel.interval import Interval


def settle_use(ending: Ending, used: Interval, *, by: EventActor, now: datetime) -> None:
    """Charge what the rate card says of the booked and used spans, and capture the voucher's part."""
    booking = ending.booking
    quoted = Price(booking.agreed.lines, booking.agreed.total)
    final = actual_price(ending.terms, booking.span, used, ZoneInfo(ending.setting.zone), quoted)
    served_by = booking.provider_organisation_id
    spent = capture(booking.hold_ref, final.total, served_by=served_by, by=by, now=now)
    write_settlement(
        Settled(booking, booking.agreed, Cause.USE, final, spent), now=now, booking_id=booking.id
    )


def settle_fee(booking: BookingCard, cause: Cause, fee: Price, *, now: datetime) -> None:
    """Charge a fee. It is never voucher money: the hold was released when the time was."""
    spent = Captured(Money.zero(fee.total.currency), booking.agreed.shares.voucher_share)
    write_settlement(Settled(booking, booking.agreed, cause, fee, spent), now=now, booking_id=booking.id)
