"""The settlement of a booking or of an order, one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.booking.domain.cards import SettlementCard
from app.booking.domain.lines import pairs_from_data
from app.booking.domain.settlement import Cause
from app.booking.models import Settlement
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.domain.shares import Shares

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement

    from app.booking.domain.cards import BookingCard
    from app.booking.domain.orders.cards import OrderCard


def get_settlement(booking: BookingCard) -> SettlementCard:
    """Return the booking's settlement. Raises NotFound before it is settled."""
    row = find_settlement(booking)
    if row is None:
        raise NotFound("not_found", N_("This booking is not settled yet."))
    return row


def find_settlement(booking: BookingCard) -> SettlementCard | None:
    """Return the booking's settlement, or None before it is settled."""
    return _find(Settlement.booking_id == booking.id)


def get_order_settlement(order: OrderCard) -> SettlementCard:
    """Return the order's settlement. Raises NotFound before it is settled."""
    row = find_order_settlement(order)
    if row is None:
        raise NotFound("not_found", N_("This order is not settled yet."))
    return row


def find_order_settlement(order: OrderCard) -> SettlementCard | None:
    """Return the order's settlement, or None before it is settled."""
    return _find(Settlement.order_id == order.id)


def _find(criterion: ColumnElement[bool]) -> SettlementCard | None:
    row = db.session.scalar(select(Settlement).where(criterion))
    return _card(row) if row else None


def settled_shares(booking_ids: Collection[int]) -> dict[int, Shares]:
    """Return by id who pays what in the end, of those that are settled; no ids, no query."""
    if not booking_ids:
        return {}
    rows = db.session.scalars(select(Settlement).where(Settlement.booking_id.in_(booking_ids)))
    return {row.booking_id: _shares(row) for row in rows if row.booking_id is not None}


def _card(row: Settlement) -> SettlementCard:
    return SettlementCard(
        cause=Cause(row.cause),
        mode=VoucherMode(row.mode) if row.mode else None,
        lines=pairs_from_data(row.lines, row.currency),
        quoted=Money(row.quoted_minor, row.currency),
        shares=_shares(row),
        released=Money(row.released_minor, row.currency),
        settled_at=row.settled_at,
    )


def _shares(row: Settlement) -> Shares:
    amounts = (row.total_minor, row.captured_minor, row.own_share_minor, row.net_cost_minor)
    return Shares(*(Money(minor, row.currency) for minor in amounts))
