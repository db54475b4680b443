"""What becomes of a visit, step by step, by the same use cases that people's clicks call.

A story is a generator: it yields the moment of its next step, and acts when it is resumed. Stories are
resumed in the order of time, and left where they stand when their next step lies in the future.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.booking.absence import appeal, reject_appeal, waive
from app.booking.answering import confirm, decline
from app.booking.attending import DaySheet, check_in, check_out
from app.booking.cancelling import cancel
from app.booking.quoting import quote_and_hold
from app.booking.requesting import book_quote, book_slot
from app.booking.usage import Correction, accept_usage, dispute_usage, sign_usage

if TYPE_CHECKING:
    from app.demo.visits import Visit

THINKING = timedelta(minutes=4)
ANSWER_AFTER = timedelta(hours=5)
OBJECT_AFTER = timedelta(hours=8)
RESOLVED_AFTER = timedelta(days=4)
LOST_MINUTES = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Pause:
    """The moment of a story's next step, and its booking, if it has one by then."""

    until: datetime
    ref: str | None = None


#: Returns the reference of the booking it leaves behind, for the deadlines to go on with.
Story = Generator[Pause, None, str | None]


@dataclass(frozen=True, slots=True)
class Pace:
    """How a session goes: minutes late in and early out, samples, hours until signed and then accepted.

    `accept_hours` None leaves the acceptance to the deadline.
    """

    late: int = 2
    early: int = 0
    samples: int = 3
    sign_hours: int = 4
    accept_hours: int | None = 20


def asked(visit: Visit) -> Generator[Pause, None, str]:
    """Ask for the span, some by way of a quote; return the booking's reference."""
    customer = visit.customer
    yield Pause(visit.asked_at)
    if not visit.is_quoted_first:
        return book_slot(
            wish=visit.wish,
            purpose=visit.purpose,
            by=customer.actor,
            enterprise=customer.enterprise,
            now=visit.asked_at,
        ).ref
    quoted = quote_and_hold(
        wish=visit.wish, by=customer.actor, enterprise=customer.enterprise, now=visit.asked_at
    )
    yield Pause(at := visit.asked_at + THINKING)
    return book_quote(
        quote_ref=quoted.quote.ref,
        purpose=visit.purpose,
        by=customer.actor,
        enterprise=customer.enterprise,
        now=at,
    ).ref


def booked(visit: Visit) -> Generator[Pause, None, str]:
    """Ask, and let the keeper confirm where that is needed."""
    ref = yield from asked(visit)
    if visit.apparatus.is_manual:
        yield Pause(at := visit.asked_at + ANSWER_AFTER, ref)
        confirm(ref=ref, by=visit.keeper, now=at)
    return ref


def signed(visit: Visit, ref: str, pace: Pace) -> Generator[Pause, None, datetime]:
    """Come and leave, and let the keeper sign; return when."""
    yield Pause(at := visit.span.start + timedelta(minutes=pace.late), ref)
    check_in(ref=ref, sheet=DaySheet(), by=visit.keeper, now=at)
    yield Pause(at := visit.span.end - timedelta(minutes=pace.early), ref)
    check_out(ref=ref, sheet=DaySheet(samples=pace.samples), by=visit.keeper, now=at)
    yield Pause(at := at + timedelta(hours=pace.sign_hours), ref)
    sign_usage(ref=ref, correction=Correction(), by=visit.keeper, now=at)
    return at


def used(visit: Visit, pace: Pace) -> Story:
    """Use the time, and agree with the record."""
    ref = yield from booked(visit)
    signed_at = yield from signed(visit, ref, pace)
    if pace.accept_hours is not None:
        yield Pause(at := signed_at + timedelta(hours=pace.accept_hours), ref)
        accept_usage(ref=ref, by=visit.customer.actor, now=at)
    return ref


def disputed(visit: Visit, pace: Pace) -> Story:
    """Disagree with the record; days later the keeper signs a shorter one, which is accepted."""
    ref = yield from booked(visit)
    signed_at = yield from signed(visit, ref, pace)
    yield Pause(at := signed_at + OBJECT_AFTER, ref)
    dispute_usage(ref=ref, reason="仪器中途停机十分钟", by=visit.customer.actor, now=at)
    yield Pause(at := at + RESOLVED_AFTER, ref)
    correction = Correction(ended_at=visit.span.end - timedelta(minutes=pace.early) - LOST_MINUTES)
    sign_usage(ref=ref, correction=correction, by=visit.keeper, now=at)
    yield Pause(at := at + timedelta(hours=3), ref)
    accept_usage(ref=ref, by=visit.customer.actor, now=at)
    return ref


def not_checked_out(visit: Visit) -> Story:
    """Leave without a word: the deadlines close, sign, accept and settle."""
    ref = yield from booked(visit)
    yield Pause(at := visit.span.start, ref)
    check_in(ref=ref, sheet=DaySheet(), by=visit.keeper, now=at)
    return ref


def missed(visit: Visit) -> Story:
    """Not come: the deadlines mark it and charge the fee."""
    return (yield from booked(visit))


def appealed(visit: Visit) -> Story:
    """Not come, and object; days later the keeper waives the fee of a long one, and not of a short one."""
    ref = yield from booked(visit)
    yield Pause(at := visit.span.end + OBJECT_AFTER, ref)
    appeal(ref=ref, reason="送样车辆在高速上受阻，已电话告知", by=visit.customer.actor, now=at)
    yield Pause(at := at + RESOLVED_AFTER, ref)
    answer = waive if visit.span.minutes > 90 else reject_appeal
    answer(ref=ref, reason="已向门卫核实", by=visit.keeper, now=at)
    return ref


def declined(visit: Visit) -> Story:
    """Ask a keeper who can not."""
    ref = yield from asked(visit)
    yield Pause(at := visit.asked_at + ANSWER_AFTER, ref)
    decline(ref=ref, reason="该时段仪器需要校准", by=visit.keeper, now=at)
    return ref


def unanswered(visit: Visit) -> Story:
    """Ask a keeper who does not answer: the deadline ends it."""
    return (yield from asked(visit))


def cancelled(visit: Visit, notice: timedelta) -> Story:
    """Cancel so long before the start; the rate card says what that costs."""
    ref = yield from booked(visit)
    yield Pause(at := visit.span.start - notice, ref)
    cancel(ref=ref, reason="样品未按时到货", by=visit.customer.actor, now=at)
    return ref


def cancelled_by_provider(visit: Visit) -> Story:
    """Hear a day ahead that the instrument is out of order."""
    ref = yield from booked(visit)
    yield Pause(at := visit.span.start - timedelta(days=1), ref)
    cancel(ref=ref, reason="真空泵故障，正在维修", by=visit.keeper, now=at)
    return ref


def quoted_only(visit: Visit) -> Story:
    """Ask for a price that holds the slot, and not come back."""
    customer = visit.customer
    yield Pause(visit.asked_at)
    quote_and_hold(wish=visit.wish, by=customer.actor, enterprise=customer.enterprise, now=visit.asked_at)
    return None
