"""The end of a booking: final price beside the quoted one, voucher captured, one row that is never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from app.booking.domain.lines import pairs_to_data
from app.booking.domain.owing import Debt
from app.booking.domain.settlement import Cause, actual_price, beside, final_shares
from app.booking.models import Settlement
from app.booking.owing.opening import owe
from app.calendar import queries as calendar
from app.infra.db import constraint_error, execute_checked
from app.kernel.errors import Conflict
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.pricing import Price
from app.voucher import holds
from app.voucher.domain.cards import Captured

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.cards import BookingCard
    from app.infra.events import EventActor

constraint_error(
    "uq_settlement_booking_id",
    lambda: Conflict("illegal_transition", N_("This booking is settled already.")),
    sqlite_columns="settlement.booking_id",
)


def settle_use(booking: BookingCard, used: Interval, *, by: EventActor, now: datetime) -> None:
    """Charge what the rate card says of the booked and used spans, and capture the voucher's part."""
    terms = pool.rate_card(booking.agreed.rate_card_id).terms
    zone = ZoneInfo(calendar.get_schedule(booking.instrument_id).zone)
    quoted = Price(booking.agreed.lines, booking.agreed.total)
    final = actual_price(terms, booking.span, used, zone, quoted)
    _write(booking, Cause.USE, final, _capture(booking, final.total, by, now), now)


def settle_fee(booking: BookingCard, cause: Cause, fee: Price, *, now: datetime) -> None:
    """Charge a fee. It is never voucher money: the hold was released when the time was."""
    spent = Captured(Money.zero(fee.total.currency), booking.agreed.shares.voucher_share)
    _write(booking, cause, fee, spent, now)


def _capture(booking: BookingCard, price: Money, by: EventActor, now: datetime) -> Captured:
    nothing = Money.zero(price.currency)
    if booking.hold_ref is None:
        return Captured(nothing, nothing)
    try:
        return holds.capture(
            reference=booking.hold_ref,
            eligible_price=price,
            served_by=booking.provider_organisation_id,
            now=now,
            by=by,
        )
    except Conflict:
        # The hold timed out while a dispute went on: its money went home then, so the enterprise pays all.
        return Captured(nothing, nothing)


def _write(booking: BookingCard, cause: Cause, final: Price, spent: Captured, now: datetime) -> None:
    shares = final_shares(final.total, spent.captured, booking.agreed.mode)
    currency = final.total.currency
    execute_checked(
        insert(Settlement).values(
            booking_id=booking.id,
            cause=cause,
            mode=booking.agreed.mode,
            lines=pairs_to_data(beside(booking.agreed.lines, final.lines, currency)),
            currency=currency,
            quoted_minor=booking.agreed.total.minor,
            total_minor=shares.total.minor,
            captured_minor=spent.captured.minor,
            released_minor=spent.released.minor,
            own_share_minor=shares.own_share.minor,
            net_cost_minor=shares.net_cost.minor,
            settled_at=now,
        )
    )
    debt = Debt(
        booking.ref, booking.enterprise_id, booking.provider_organisation_id, shares.total, shares.own_share
    )
    owe(debt, now=now)
