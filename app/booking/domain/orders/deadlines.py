"""When things of an order fall due: days of Asia/Shanghai, each to its last minute.

As with bookings (domain.deadlines), each follows from the order's own days, never from the moment of
processing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.voucher.domain.days import end_of_day, voucher_day

QUOTE_WITHIN = timedelta(days=7)
VALID_FOR = timedelta(days=14)
GIVEN_UP_AFTER = timedelta(days=30)
ACCEPT_WITHIN = timedelta(days=10)
ANSWER_WITHIN = timedelta(days=30)
# Longer than the wait for a late delivery and two rounds of objections together.
HOLD_KEPT = timedelta(days=180)


def quote_by(requested_at: datetime) -> datetime:
    """Return when a request that nobody quoted ends."""
    return end_of_day(voucher_day(requested_at) + QUOTE_WITHIN)


def valid_until(quoted_at: datetime, named_day: date | None) -> datetime:
    """Return when a quotation ends: never after the day it names for the delivery, if it names one."""
    last = voucher_day(quoted_at) + VALID_FOR
    return end_of_day(min(last, named_day) if named_day else last)


def give_up_at(due_on: date) -> datetime:
    """Return when an order that was never delivered ends."""
    return end_of_day(due_on + GIVEN_UP_AFTER)


def accept_by(delivered_at: datetime) -> datetime:
    """Return when what was delivered counts as accepted."""
    return end_of_day(voucher_day(delivered_at) + ACCEPT_WITHIN)


def answer_by(disputed_at: datetime) -> datetime:
    """Return when an order whose provider does not answer an objection ends."""
    return end_of_day(voucher_day(disputed_at) + ANSWER_WITHIN)


def hold_until(due_on: date) -> datetime:
    """Return until when a voucher hold is kept at least: by then what was ordered is settled."""
    return end_of_day(due_on + HOLD_KEPT)
