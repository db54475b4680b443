"""When things fall due.

Each moment follows from the booking's own times, never from the moment of processing: a job that runs a week
late drives every chain to the same end, and running it again changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.kernel.interval import Interval

QUOTE_VALID = timedelta(minutes=10)
CONFIRM_WITHIN = timedelta(hours=48)
REMIND_BEFORE = timedelta(hours=24)
CHECK_IN_EARLIEST = timedelta(minutes=60)
CHECK_OUT_LATEST = timedelta(hours=24)
CLOSE_AFTER = timedelta(hours=2)
SIGN_WITHIN = timedelta(hours=24)
ACCEPT_WITHIN = timedelta(hours=72)
APPEAL_WITHIN = timedelta(hours=72)
# Longer than every deadline after the booked end together, so that a dispute can be talked over.
HOLD_KEPT = timedelta(days=60)


def confirm_by(requested_at: datetime, span: Interval) -> datetime:
    """Return when a request expires: two days on, but never after the booked start."""
    return min(requested_at + CONFIRM_WITHIN, span.start)


def remind_at(requested_at: datetime, span: Interval) -> datetime | None:
    """Return when to remind, or None when the booking was made later than that."""
    moment = span.start - REMIND_BEFORE
    return moment if moment > requested_at else None


def no_show_at(span: Interval, grace_minutes: int) -> datetime:
    """Return when a booking without check-in becomes a no-show (a short booking's end may come first)."""
    return min(span.start + timedelta(minutes=grace_minutes), span.end)


def close_at(span: Interval) -> datetime:
    """Return when a session nobody checked out is closed."""
    return span.end + CLOSE_AFTER


def sign_by(span: Interval, ended_at: datetime) -> datetime:
    """Return when unsigned usage counts as signed."""
    return max(span.end, ended_at) + SIGN_WITHIN


def accept_by(span: Interval, signed_at: datetime) -> datetime:
    """Return when signed usage counts as accepted: money never moves before the booked end is well past."""
    return max(span.end, signed_at) + ACCEPT_WITHIN


def appeal_by(no_show: datetime) -> datetime:
    """Return when a no-show that nobody appealed is settled."""
    return no_show + APPEAL_WITHIN


def hold_until(span: Interval) -> datetime:
    """Return until when a voucher hold is kept at least: by then what was booked is settled."""
    return span.end + HOLD_KEPT
