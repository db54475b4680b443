"""The period a figure is told over: whole days on Beijing's clock, and the months that it touches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.kernel.interval import Interval
from app.kernel.steps import Step
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR
from app.pool.domain.days import POOL_ZONE

_NAME = re.compile(r"(?P<year>[0-9]{4})(-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)
_DAY = timedelta(days=1)
LONGEST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Period:
    """From a first to a last day. `name` is how it was asked: "2026", "2026-Q1", "2026-03", "" for days."""

    first: date
    last: date
    name: str = ""

    @property
    def span(self) -> Interval:
        """Return the instants of the period."""
        return Interval(_midnight(self.first), _midnight(self.last + _DAY))

    def up_to(self, day: date) -> Period:
        """Return the part that lies before the end of a day; its first day, where nothing does."""
        return Period(self.first, max(self.first, min(self.last, day)), self.name)

    def steps(self, step: Step) -> list[str]:
        """Return the months (quarters, years) that the period touches, in order."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        days = (_plus_months(self.first.replace(day=1), each) for each in range(months + 1))
        return list(dict.fromkeys(step_name(day, step) for day in days))


def step_name(day: date, step: Step) -> str:
    """Return the month (quarter, year) a day lies in, as `Step` writes it."""
    match step:
        case Step.MONTH:
            return f"{day:%Y-%m}"
        case Step.QUARTER:
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case Step.YEAR:
            return f"{day.year}"


def find_period(name: str) -> Period | None:
    """Return the period of a name ("2026", "2026-Q1", "2026-03"), or None where it is no such name."""
    match = _NAME.fullmatch(name)
    if match is None or not EARLIEST_YEAR <= int(match["year"]) < LATEST_YEAR:
        return None
    first, length = date(int(match["year"]), 1, 1), 12
    if match["quarter"]:
        first, length = first.replace(month=3 * int(match["quarter"]) - 2), 3
    elif match["month"]:
        first, length = first.replace(month=int(match["month"])), 1
    return Period(first, _plus_months(first, length) - _DAY, name)


def last_twelve_months(today: date) -> Period:
    """Return this month up to today and the eleven before it."""
    return Period(_plus_months(today.replace(day=1), -11), today)


def public_year(year: int, today: date) -> Period:
    """Return a year as everybody sees it: up to its last month that is over.

    Whoever may ask for any two periods can take one from the other, and be left with one enterprise.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Period(first, last, f"{year}").up_to(today.replace(day=1) - _DAY)


def latest_public_year(today: date) -> int:
    """Return the year of the last month that is over."""
    return (today.replace(day=1) - _DAY).year


def _plus_months(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, POOL_ZONE)
