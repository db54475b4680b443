"""The calendar day on which a voucher deadline is judged."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.kernel.errors import Invalid
from app.kernel.interval import Interval
from app.kernel.text import N_

# Every region of the pool keeps Beijing time; a deadline "31 December" ends at midnight there, wherever the
# server or the reader is.
VOUCHER_ZONE = ZoneInfo("Asia/Shanghai")

MONTH = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
"""How a month is written outside: "2026-03"."""


def voucher_day(instant: datetime) -> date:
    """Return the day of an aware instant as the regions count it."""
    return instant.astimezone(VOUCHER_ZONE).date()


def end_of_day(day: date) -> datetime:
    """Return the first instant after `day`: a deadline is `day` itself, to its last minute."""
    return datetime.combine(day + timedelta(days=1), time.min, VOUCHER_ZONE)


def month_of(instant: datetime) -> date:
    """Return the first day of the month an instant lies in, as the regions count it."""
    return voucher_day(instant).replace(day=1)


def named_month(text: str) -> date:
    """Return the first day of a month as it is written outside, "2026-03". Raises Invalid."""
    if not re.fullmatch(MONTH, text):
        raise Invalid("not_a_month", N_("This must be a month such as 2026-03."), field="month")
    return date.fromisoformat(f"{text}-01")


def month_span(month: date) -> Interval:
    """Return the instants of a month, given by any day of it."""
    first = month.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Interval(
        datetime.combine(first, time.min, VOUCHER_ZONE), datetime.combine(following, time.min, VOUCHER_ZONE)
    )
