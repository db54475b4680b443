"""Bookings and settlements as they are answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.accounts.domain.actor import Actor
from app.booking.api.parts import LineAnswer, VoucherPartAnswer
from app.booking.domain.cards import BookingCard, SettlementCard, UsageCard
from app.booking.domain.parties import party_of
from app.booking.domain.settlement import SettledLine
from app.booking.domain.states import State, UsageState, offered
from app.booking.purchasing import paid_parts
from app.infra.api import Answer, Instant, MoneyBody
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import VoucherPart


class UsageAnswer(Answer):
    """What really happened."""

    state: UsageState
    started_at: Instant
    ended_at: Instant | None
    samples: int | None
    signed_at: Instant | None
    accepted_at: Instant | None

    @classmethod
    def of(cls, usage: UsageCard) -> UsageAnswer:
        """Return the valid usage record as it is answered."""
        return cls(
            state=usage.state,
            started_at=usage.started_at,
            ended_at=usage.ended_at,
            samples=usage.samples,
            signed_at=usage.signed_at,
            accepted_at=usage.accepted_at,
        )


class BookingAnswer(Answer):
    """A booking; `actions` are what the caller may do now, `deadline_at` is when its state falls due.

    `vouchers` say what each pays, where several do; `voucher` is the first of them.
    """

    ref: str
    state: State
    instrument_id: int
    starts_at: Instant
    ends_at: Instant
    purpose: str
    total: MoneyBody
    voucher_share: MoneyBody
    own_share: MoneyBody
    net_cost: MoneyBody
    voucher: str | None
    vouchers: list[VoucherPartAnswer]
    mode: VoucherMode | None
    recognition: str | None
    requested_at: Instant
    deadline_at: Instant | None
    appeal: str
    usage: UsageAnswer | None
    actions: list[str]

    @classmethod
    def of(cls, booking: BookingCard, actor: Actor) -> BookingAnswer:
        """Return a booking as the actor sees it."""
        shares, voucher = booking.agreed.shares, booking.agreed.voucher
        party = party_of(booking, actor)
        return cls(
            ref=booking.ref,
            state=booking.state,
            instrument_id=booking.instrument_id,
            starts_at=booking.span.start,
            ends_at=booking.span.end,
            purpose=booking.purpose,
            total=MoneyBody.of(shares.total),
            voucher_share=MoneyBody.of(shares.voucher_share),
            own_share=MoneyBody.of(shares.own_share),
            net_cost=MoneyBody.of(shares.net_cost),
            voucher=voucher.number if voucher else None,
            vouchers=VoucherPartAnswer.of_all(voucher.paying if voucher else ()),
            mode=voucher.mode if voucher else None,
            recognition=voucher.recognition_ref if voucher else None,
            requested_at=booking.requested_at,
            deadline_at=booking.deadline_at,
            appeal=booking.appeal,
            usage=UsageAnswer.of(booking.usage) if booking.usage else None,
            actions=[str(action) for action in offered(booking.standing, party)] if party else [],
        )


class BookingList(Answer):
    """Bookings, the latest start first."""

    items: list[BookingAnswer]
    next: str | None


class SettledLineAnswer(Answer):
    """A line of the quote beside the final one; `difference` is actual − quoted."""

    kind: str | None
    quoted: MoneyBody | None
    actual: MoneyBody | None
    difference: MoneyBody
    quoted_line: LineAnswer | None
    actual_line: LineAnswer | None

    @classmethod
    def of(cls, pair: SettledLine) -> SettledLineAnswer:
        """Return a pair of lines as it is answered."""
        quoted, actual = pair.quoted, pair.actual
        return cls(
            kind=pair.kind,
            quoted=MoneyBody.of(quoted.amount) if quoted else None,
            actual=MoneyBody.of(actual.amount) if actual else None,
            difference=MoneyBody.of(pair.difference),
            quoted_line=LineAnswer.of(quoted) if quoted else None,
            actual_line=LineAnswer.of(actual) if actual else None,
        )


class FinalAnswer(Answer):
    """The final price and who pays what of it; `vouchers` say what each paid, where several did."""

    cause: str
    mode: VoucherMode | None
    lines: list[SettledLineAnswer]
    quoted_total: MoneyBody
    total: MoneyBody
    difference: MoneyBody
    captured: MoneyBody
    vouchers: list[VoucherPartAnswer]
    released: MoneyBody
    own_share: MoneyBody
    net_cost: MoneyBody
    settled_at: Instant

    @classmethod
    def values_of(cls, settlement: SettlementCard, parts: Iterable[VoucherPart]) -> dict[str, Any]:
        """Return the values of the fields above."""
        shares = settlement.shares
        return {
            "cause": settlement.cause,
            "mode": settlement.mode,
            "lines": [SettledLineAnswer.of(pair) for pair in settlement.lines],
            "quoted_total": MoneyBody.of(settlement.quoted),
            "total": MoneyBody.of(shares.total),
            "difference": MoneyBody.of(settlement.difference),
            "captured": MoneyBody.of(shares.voucher_share),
            "vouchers": VoucherPartAnswer.of_all(parts),
            "released": MoneyBody.of(settlement.released),
            "own_share": MoneyBody.of(shares.own_share),
            "net_cost": MoneyBody.of(shares.net_cost),
            "settled_at": settlement.settled_at,
        }


class SettlementAnswer(FinalAnswer):
    """What a booking came to."""

    booking: str

    @classmethod
    def of(cls, booking: BookingCard, settlement: SettlementCard) -> SettlementAnswer:
        """Return a settlement as it is answered."""
        parts = paid_parts(booking.ref, booking.agreed)
        return cls(booking=booking.ref, **cls.values_of(settlement, parts))
