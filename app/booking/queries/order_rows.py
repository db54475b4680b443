"""Rows of service orders become cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.domain.cards import Agreement
from app.booking.domain.lines import lines_from_data
from app.booking.domain.orders.cards import OrderCard
from app.booking.domain.orders.states import OrderState
from app.booking.domain.wishes import VoucherWish
from app.booking.queries.rows import voucher_use
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.shares import Shares

if TYPE_CHECKING:
    from app.booking.models import ServiceOrder


def order_card(row: ServiceOrder) -> OrderCard:
    """Return an order as the rest of the program sees it."""
    return OrderCard(
        id=row.id,
        ref=row.ref,
        state=OrderState(row.state),
        service_id=row.service_id,
        person_id=row.person_id,
        enterprise_id=row.enterprise_id,
        provider_organisation_id=row.provider_organisation_id,
        quantity=row.quantity,
        wishes=row.wishes,
        wish=_wish(row),
        agreement=_agreement(row),
        due_on=row.due_on,
        lead_days=row.lead_days,
        note=row.note,
        final=None if row.final_minor is None else Money(row.final_minor, row.currency or ""),
        hold_ref=row.hold_ref,
        requested_at=row.requested_at,
        deadline_at=row.deadline_at,
    )


def _wish(row: ServiceOrder) -> VoucherWish | None:
    if row.wished_voucher is None:
        return None
    mode = VoucherMode(row.wished_mode) if row.wished_mode else None
    return VoucherWish(row.wished_voucher, mode, tuple(row.wished_others or ()))


def _agreement(row: ServiceOrder) -> Agreement | None:
    amounts = (row.total_minor, row.voucher_share_minor, row.own_share_minor, row.net_cost_minor)
    if row.currency is None:
        return None
    shares = Shares(*(Money(minor or 0, row.currency) for minor in amounts))
    return Agreement(lines_from_data(row.lines or [], row.currency), shares, voucher_use(row))
