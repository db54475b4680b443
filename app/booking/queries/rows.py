"""Rows of booking's tables become cards, and the price both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.booking.domain.cards import (
    Agreed,
    Agreement,
    BookingCard,
    Margins,
    QuoteCard,
    QuoteState,
    UsageCard,
    VoucherUse,
)
from app.booking.domain.lines import lines_from_data, lines_to_data
from app.booking.domain.states import AppealState, State, UsageState
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import VoucherPart
from app.voucher.domain.shares import Shares

if TYPE_CHECKING:
    from app.booking.models import Booking, Quote, ServiceOrder, UsageSession


def agreed_columns(agreed: Agreed) -> dict[str, Any]:
    """Return the columns that a quote and a booking keep of a price."""
    return {"rate_card_id": agreed.rate_card_id, **agreement_columns(agreed)}


def agreement_columns(agreement: Agreement) -> dict[str, Any]:
    """Return the columns that every agreement keeps of its price."""
    shares, voucher = agreement.shares, agreement.voucher
    return {
        "lines": lines_to_data(agreement.lines),
        "currency": shares.total.currency,
        "total_minor": shares.total.minor,
        "voucher_share_minor": shares.voucher_share.minor,
        "own_share_minor": shares.own_share.minor,
        "net_cost_minor": shares.net_cost.minor,
        "voucher_number": voucher.number if voucher else None,
        "voucher_parts": _parts_data(voucher) if voucher else None,
        "mode": voucher.mode if voucher else None,
        "recognition_ref": voucher.recognition_ref if voucher else None,
        "policy_version": voucher.policy_version if voucher else None,
    }


def voucher_use(row: Quote | Booking | ServiceOrder) -> VoucherUse | None:
    """Return who pays a part of an agreement, or None where it is paid without a voucher."""
    if row.voucher_number is None or row.mode is None or row.currency is None:
        return None
    parts = tuple(
        VoucherPart(number, Money(minor, row.currency)) for number, minor in row.voucher_parts or ()
    )
    mode = VoucherMode(row.mode)
    return VoucherUse(row.voucher_number, mode, row.recognition_ref, row.policy_version, parts)


def _parts_data(voucher: VoucherUse) -> list[list[Any]] | None:
    return [[part.number, part.amount.minor] for part in voucher.parts] or None


def quote_card(row: Quote) -> QuoteCard:
    """Return a quote as the rest of the program sees it."""
    return QuoteCard(
        id=row.id,
        ref=row.ref,
        state=QuoteState(row.state),
        instrument_id=row.instrument_id,
        person_id=row.person_id,
        enterprise_id=row.enterprise_id,
        span=Interval(row.starts_at, row.ends_at),
        agreed=_agreed(row),
        lane=row.lane,
        holds=row.holds,
        quoted_at=row.quoted_at,
        valid_until=row.valid_until,
    )


def booking_card(row: Booking, usage: UsageSession | None) -> BookingCard:
    """Return a booking with its valid usage record."""
    return BookingCard(
        id=row.id,
        ref=row.ref,
        state=State(row.state),
        instrument_id=row.instrument_id,
        person_id=row.person_id,
        enterprise_id=row.enterprise_id,
        provider_organisation_id=row.provider_organisation_id,
        span=Interval(row.starts_at, row.ends_at),
        purpose=row.purpose,
        agreed=_agreed(row),
        margins=Margins(row.set_up_buffer_minutes, row.clean_up_buffer_minutes, row.no_show_grace_minutes),
        hold_ref=row.hold_ref,
        requested_at=row.requested_at,
        deadline_at=row.deadline_at,
        appeal=AppealState(row.appeal_state),
        usage=_usage_card(usage) if usage else None,
        revision=row.revision,
        revised_at=row.revised_at,
    )


def _agreed(row: Quote | Booking) -> Agreed:
    amounts = (row.total_minor, row.voucher_share_minor, row.own_share_minor, row.net_cost_minor)
    shares = Shares(*(Money(minor, row.currency) for minor in amounts))
    return Agreed(lines_from_data(row.lines, row.currency), shares, voucher_use(row), row.rate_card_id)


def _usage_card(row: UsageSession) -> UsageCard:
    return UsageCard(
        id=row.id,
        number=row.number,
        state=UsageState(row.state),
        started_at=row.started_at,
        ended_at=row.ended_at,
        operator_id=row.operator_id,
        samples=row.samples,
        signed_at=row.signed_at,
        accepted_at=row.accepted_at,
    )
