"""Quotes, bookings, usage and settlements as the rest of the program sees them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.booking.domain.states import Standing
from app.booking.domain.wishes import VoucherWish

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.settlement import Cause, SettledLine
    from app.booking.domain.states import AppealState, State, UsageState
    from app.kernel.interval import Interval
    from app.kernel.money import Money
    from app.kernel.words import VoucherMode
    from app.pool.domain.pricing import PriceLine
    from app.voucher.domain.cards import VoucherPart
    from app.voucher.domain.shares import Shares


class QuoteState(StrEnum):
    """A quote is open until it is used or its time is over."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class VoucherUse:
    """The voucher that pays a part, and the decisions that allowed it (kept for ever: R3).

    Where several were named, `number` is the first that pays and `parts` are all of them, in the order they
    pay; a quote also keeps those that would pay nothing. Alone it has no parts.
    """

    number: str
    mode: VoucherMode
    recognition_ref: str | None
    policy_version: int | None
    parts: tuple[VoucherPart, ...] = ()

    @classmethod
    def of(
        cls, mode: VoucherMode, recognition: str | None, version: int | None, parts: tuple[VoucherPart, ...]
    ) -> VoucherUse:
        """Return the use of the vouchers in `parts`, at least one."""
        first = next((part for part in parts if part.amount.is_positive), parts[0])
        return cls(first.number, mode, recognition, version, parts if len(parts) > 1 else ())

    @property
    def paying(self) -> tuple[VoucherPart, ...]:
        """Return what each of several vouchers pays; nothing where one pays alone."""
        found = tuple(part for part in self.parts if part.amount.is_positive)
        return found if len(found) > 1 else ()

    @property
    def wish(self) -> VoucherWish:
        """Return the wish to pay like this again."""
        others = tuple(part.number for part in self.parts if part.number != self.number)
        return VoucherWish(self.number, self.mode, others)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A price as it was promised: its lines, and who pays what of it."""

    lines: tuple[PriceLine, ...]
    shares: Shares
    voucher: VoucherUse | None

    @property
    def total(self) -> Money:
        """Return the sum of the lines."""
        return self.shares.total

    @property
    def mode(self) -> VoucherMode | None:
        """Return how the voucher pays, or None without one."""
        return self.voucher.mode if self.voucher else None


@dataclass(frozen=True, slots=True)
class Agreed(Agreement):
    """A price as it was promised under one version of a rate card."""

    rate_card_id: int

    @classmethod
    def by_card(cls, agreement: Agreement, rate_card_id: int) -> Agreed:
        """Return the agreement with the version that it rests on."""
        return cls(agreement.lines, agreement.shares, agreement.voucher, rate_card_id)


@dataclass(frozen=True, slots=True)
class QuoteCard:
    """A promised price; with `holds` the slot is allocated to it until `valid_until`."""

    id: int
    ref: str
    state: QuoteState
    instrument_id: int
    person_id: int
    enterprise_id: int
    span: Interval
    agreed: Agreed
    lane: int | None
    holds: bool
    quoted_at: datetime
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class UsageCard:
    """The valid usage record: times to the minute, `ended_at` None while in use."""

    id: int
    number: int
    state: UsageState
    started_at: datetime
    ended_at: datetime | None
    operator_id: int | None
    samples: int | None
    signed_at: datetime | None
    accepted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Margins:
    """The instrument's minutes around a booking, as they were when it was made."""

    set_up_buffer_minutes: int
    clean_up_buffer_minutes: int
    no_show_grace_minutes: int

    def blocked(self, span: Interval) -> Interval:
        """Return the span an allocation covers: set-up, booked span, clean-up."""
        return span.widened(self.set_up_buffer_minutes, self.clean_up_buffer_minutes)


@dataclass(frozen=True, slots=True)
class BookingCard:
    """An agreement about a span. `deadline_at` is when the present state falls due, if ever."""

    id: int
    ref: str
    state: State
    instrument_id: int
    person_id: int
    enterprise_id: int
    provider_organisation_id: int
    span: Interval
    purpose: str
    agreed: Agreed
    margins: Margins
    hold_ref: str | None
    requested_at: datetime
    deadline_at: datetime | None
    appeal: AppealState
    usage: UsageCard | None
    revision: int
    revised_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Tell whether the present state's deadline has come."""
        return self.deadline_at is not None and self.deadline_at <= now

    @property
    def current_usage(self) -> UsageCard:
        """Return the valid usage record of a booking that was checked in."""
        if self.usage is None:
            message = f"{self.ref} was never checked in"
            raise LookupError(message)
        return self.usage

    @property
    def standing(self) -> Standing:
        """Return where the booking stands in its three state machines."""
        return Standing(self.state, self.usage.state if self.usage else None, self.appeal)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a booking takes place: what its instrument is called, on whose clock, and where it stands."""

    name: str
    name_zh: str
    name_en: str
    zone: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class SettlementCard:
    """The final price beside the quoted one, and who paid what of it."""

    cause: Cause
    mode: VoucherMode | None
    lines: tuple[SettledLine, ...]
    quoted: Money
    shares: Shares
    released: Money
    settled_at: datetime

    @property
    def difference(self) -> Money:
        """Return final − quoted."""
        return self.shares.total - self.quoted
