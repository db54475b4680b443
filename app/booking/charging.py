"""What every agreement ends in: the voucher's part captured, one settlement, the own share owed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import insert

from app.booking.domain.lines import pairs_to_data
from app.booking.domain.owing import Debt
from app.booking.domain.parties import TwoSided
from app.booking.domain.settlement import beside, final_shares
from app.booking.models import Settlement
from app.booking.owing.opening import owe
from app.infra.db import Base, constraint_error, execute_checked
from app.kernel.errors import Conflict
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher import holds
from app.voucher.domain.cards import Captured

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.cards import Agreement
    from app.booking.domain.settlement import Cause
    from app.infra.events import EventActor
    from app.pool.domain.pricing import Price

constraint_error(
    "uq_settlement_booking_id",
    lambda: Conflict("illegal_transition", N_("This booking is settled already.")),
    sqlite_columns="settlement.booking_id",
)
constraint_error(
    "uq_settlement_order_id",
    lambda: Conflict("illegal_transition", N_("This order is settled already.")),
    sqlite_columns="settlement.order_id",
)


_INSERT = insert(Base.metadata.tables[Settlement.__tablename__]).inline()


class Settleable(TwoSided, Protocol):
    """What comes to a settlement: a booking or an order."""

    @property
    def ref(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Settled:
    """The price that was agreed, the final one and why it is due, and what the voucher paid of it."""

    of: Settleable
    agreement: Agreement
    cause: Cause
    final: Price
    spent: Captured


def capture(hold_ref: str | None, price: Money, *, served_by: int, by: EventActor, now: datetime) -> Captured:
    """Spend what is held under `hold_ref` on the final price of `served_by`, as far as it is still held."""
    nothing = Money.zero(price.currency)
    if hold_ref is None:
        return Captured(nothing, nothing)
    try:
        return holds.capture(reference=hold_ref, eligible_price=price, served_by=served_by, now=now, by=by)
    except holds.NothingHeld:
        # The hold timed out while a dispute went on: its money went home then, so the enterprise pays all.
        return Captured(nothing, nothing)


def write_settlement(
    settled: Settled, *, now: datetime, booking_id: int | None = None, order_id: int | None = None
) -> None:
    """Keep the settlement of a booking or of an order; the database takes exactly one of the two.

    Raises Conflict `illegal_transition` for a second settlement.
    """
    agreement, final, spent = settled.agreement, settled.final, settled.spent
    shares = final_shares(final.total, spent.captured, agreement.mode)
    currency = final.total.currency
    values = {
        "booking_id": booking_id,
        "order_id": order_id,
        "cause": settled.cause,
        "mode": agreement.mode,
        "lines": pairs_to_data(beside(agreement.lines, final.lines, currency)),
        "currency": currency,
        "quoted_minor": agreement.total.minor,
        "total_minor": shares.total.minor,
        "captured_minor": spent.captured.minor,
        "released_minor": spent.released.minor,
        "own_share_minor": shares.own_share.minor,
        "net_cost_minor": shares.net_cost.minor,
        "settled_at": now,
    }
    execute_checked(_INSERT, values)
    of = settled.of
    debt = Debt(of.ref, of.enterprise_id, of.provider_organisation_id, shares.total, shares.own_share)
    owe(debt, now=now)
