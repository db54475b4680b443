"""What a message says, as JSON. Thin: what happened, and where the rest is read."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.booking.domain.cards import BookingCard, UsageCard
from app.booking.domain.orders.cards import OrderCard
from app.infra.api import Answer, Instant, MoneyBody
from app.infra.events import EventRow
from app.voucher.domain.cards import HoldRecord, VoucherCard
from app.voucher.domain.claim_cards import ClaimCard


class Changed(Answer):
    """What every event tells: the state it led to and the one before, and where the thing is read."""

    action: str
    state: str | None
    previous_state: str | None
    reason: str | None
    url: str


class UsageTold(Answer):
    """The valid record of a use."""

    state: str
    started_at: Instant
    ended_at: Instant | None
    samples: int | None


class BookingTold(Changed):
    """A booking; `usage` is its record as it stands, from the check-out on."""

    ref: str
    instrument_id: int
    starts_at: Instant
    ends_at: Instant
    usage: UsageTold | None

    @classmethod
    def of(cls, event: EventRow, booking: BookingCard, api: str) -> BookingTold:
        """Return what an event says of a booking."""
        return cls(
            ref=booking.ref,
            instrument_id=booking.instrument_id,
            starts_at=booking.span.start,
            ends_at=booking.span.end,
            usage=_usage(booking.usage),
            **changed(event, f"{api}/bookings/{booking.ref}"),
        )


class OrderTold(Changed):
    """A service order; `due_on` and `total` are set once it is quoted."""

    ref: str
    service_id: int
    quantity: int
    due_on: date | None
    total: MoneyBody | None

    @classmethod
    def of(cls, event: EventRow, order: OrderCard, api: str) -> OrderTold:
        """Return what an event says of an order."""
        return cls(
            ref=order.ref,
            service_id=order.service_id,
            quantity=order.quantity,
            due_on=order.due_on,
            total=None if order.agreement is None else MoneyBody.of(order.agreement.shares.total),
            **changed(event, f"{api}/service-orders/{order.ref}"),
        )


class HoldTold(Answer):
    """Voucher value reserved for a booking or an order: how much, and what of it was spent."""

    reference: str
    amount: MoneyBody
    captured: MoneyBody


class VoucherTold(Changed):
    """A voucher; `hold` is set where the event is about value held."""

    number: str
    face: MoneyBody
    use_by: date
    redeem_by: date
    hold: HoldTold | None

    @classmethod
    def of(cls, event: EventRow, voucher: VoucherCard, hold: HoldRecord | None, api: str) -> VoucherTold:
        """Return what an event says of a voucher."""
        return cls(
            number=voucher.number,
            face=MoneyBody.of(voucher.face),
            use_by=voucher.use_by,
            redeem_by=voucher.redeem_by,
            hold=None if hold is None else _hold(hold),
            **changed(event, f"{api}/vouchers/{voucher.number}"),
        )


class ClaimTold(Changed):
    """A claim, with what it asks for and what of it is approved."""

    id: int
    ref: str
    mode: str
    captured: MoneyBody
    approved_amount: MoneyBody | None

    @classmethod
    def of(cls, event: EventRow, claim: ClaimCard, api: str) -> ClaimTold:
        """Return what an event says of a claim."""
        return cls(
            id=claim.id,
            ref=claim.ref,
            mode=claim.mode,
            captured=MoneyBody.of(claim.captured),
            approved_amount=None if claim.approved is None else MoneyBody.of(claim.approved),
            **changed(event, f"{api}/claims/{claim.id}"),
        )


class TestTold(Answer):
    """A message that somebody asked for, to see whether it arrives."""

    webhook: str


class Message(Answer):
    """The body of a delivery."""

    type: str
    timestamp: Instant
    data: BookingTold | OrderTold | VoucherTold | ClaimTold | TestTold


def changed(event: EventRow, url: str) -> dict[str, Any]:
    """Return the values of `Changed`."""
    return {
        "action": event.action,
        "state": event.to_state,
        "previous_state": event.from_state,
        "reason": event.reason,
        "url": url,
    }


def _usage(usage: UsageCard | None) -> UsageTold | None:
    if usage is None:
        return None
    return UsageTold(
        state=usage.state, started_at=usage.started_at, ended_at=usage.ended_at, samples=usage.samples
    )


def _hold(hold: HoldRecord) -> HoldTold:
    return HoldTold(
        reference=hold.reference, amount=MoneyBody.of(hold.amount), captured=MoneyBody.of(hold.captured)
    )
