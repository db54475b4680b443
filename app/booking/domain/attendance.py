"""When a session may begin and end, judged by the booking's span: a day sheet may be written up later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.booking.domain.deadlines import CHECK_IN_EARLIEST, CHECK_OUT_LATEST
from app.kernel.errors import Invalid
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.kernel.interval import Interval

_MINUTE = timedelta(minutes=1)


def check_in_time(booked: Interval, at: datetime, zone: str) -> datetime:
    """Return `at` to the minute; refuse `too_early` (an hour ahead) and `too_late` (from the end)."""
    started = to_the_minute(at)
    earliest = booked.start - CHECK_IN_EARLIEST
    if started < earliest:
        raise _refusal(
            "too_early", N_("Check-in opens at %(at)s."), N_("Check in at %(at)s or later."), earliest, zone
        )
    if started >= booked.end:
        raise _refusal(
            "too_late",
            N_("The booked time ended at %(at)s."),
            N_("Give a time before %(at)s."),
            booked.end,
            zone,
        )
    return started


def check_out_time(booked: Interval, started: datetime, at: datetime, zone: str) -> datetime:
    """Return `at` to the minute; refuse `too_early` (before check-in) and `too_late` (a day over)."""
    ended = to_the_minute(at)
    latest = booked.end + CHECK_OUT_LATEST
    if ended <= started:
        message = N_("The session ends before it started, at %(at)s.")
        raise _refusal("too_early", message, N_("Give a time after %(at)s."), started, zone)
    if ended > latest:
        message = N_("A session can be closed until %(at)s.")
        raise _refusal("too_late", message, N_("Give a time up to %(at)s."), latest, zone)
    return ended


def check_out_now(booked: Interval, started: datetime, now: datetime, zone: str) -> datetime:
    """Return the end of a session that ends this moment: it lasts at least the minute it was started in."""
    return check_out_time(booked, started, max(now, started + _MINUTE), zone)


def to_the_minute(at: datetime) -> datetime:
    """Return the moment without its seconds (NUcore's rule): what is shown is what is charged."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _refusal(code: str, message: str, fix: str, at: datetime, zone: str) -> Invalid:
    return Invalid(code, message, field="at", fix=fix, at=at, zone=zone)
