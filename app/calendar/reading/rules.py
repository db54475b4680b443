"""The repeats of a rule within a window (RFC 5545, 3.3.10). What a rule yields python-dateutil says."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any

from dateutil import rrule

from app.calendar.reading.refusing import Unreadable
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

FREQUENCIES = {
    "YEARLY": rrule.YEARLY,
    "MONTHLY": rrule.MONTHLY,
    "WEEKLY": rrule.WEEKLY,
    "DAILY": rrule.DAILY,
    "HOURLY": rrule.HOURLY,
}
TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})
NUMBERS = {
    "BYMONTH": "bymonth",
    "BYMONTHDAY": "bymonthday",
    "BYYEARDAY": "byyearday",
    "BYWEEKNO": "byweekno",
    "BYSETPOS": "bysetpos",
    "BYHOUR": "byhour",
    "BYMINUTE": "byminute",
    "BYSECOND": "bysecond",
}
TIMES = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
# Steps that may be left out before a window begins: the rule looks the same from any of them.
STEPS = {
    "WEEKLY": timedelta(weeks=1),
    "DAILY": timedelta(days=1),
    "HOURLY": timedelta(hours=1),
}
MOST_REPEATS = 2_000
LEAP_YEAR = 2000
# Of any step further than a date can be; longer ones mean no more.
LONGEST_INTERVAL = 10_000_000


class UnknownRule(ValueError):  # noqa: N818 -- a refusal reads better by its name
    """A rule that can't be followed; its event is read as happening once."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as read. `until` is the last moment by the event's own wall, inclusive."""

    frequency: str
    interval: int
    count: int | None
    until: datetime | None
    by: dict[str, Any]

    def starts(self, first: datetime, low: datetime, high: datetime) -> Iterator[datetime]:
        """Return the naive wall times of the repeats in [low, high], beginning with `first` at the earliest.

        Raises Unreadable where there are more than 2,000.
        """
        until = min(self.until, high) if self.until else high
        if until < first or _names_no_day(self.by):
            return
        begin = _begin_of_set(self, first if self.count else _step_near(self, first, low))
        try:
            ruled = rrule.rrule(
                FREQUENCIES[self.frequency], dtstart=begin, interval=self.interval, until=until, **self.by
            )
        except ValueError:  # hours that its steps never come to: an empty set
            return
        since = dropwhile(lambda start: start < first, ruled)
        counted = takewhile(lambda each: self.count is None or each[0] < self.count, enumerate(since))
        within = (start for _, start in counted if start >= low)
        for number, start in enumerate(within):
            if number >= MOST_REPEATS:
                raise Unreadable(
                    "too_many_repeats",
                    N_("A rule repeats more than %(most)s times within the time that is read."),
                    most=MOST_REPEATS,
                )
            yield start


def read_rule(text: str, *, until_of: Callable[[str], datetime | None], has_time: bool) -> Rule:
    """Return the rule that `text` says. `until_of` reads UNTIL as a wall time of the event.

    Raises:
        Unreadable: `repeats_too_often` for SECONDLY and MINUTELY.
        UnknownRule: what can't be followed.
    """
    plain = text.replace("\\", "").upper()  # some escape a rule as if it were a text
    parts = dict(part.strip().split("=", 1) for part in plain.split(";") if "=" in part)
    frequency = parts.get("FREQ", "").strip()
    if frequency in TOO_OFTEN:
        raise Unreadable(
            "repeats_too_often",
            N_("A rule repeats every second or every minute (FREQ=%(frequency)s); that is not read."),
            frequency=frequency,
        )
    if frequency not in FREQUENCIES or (frequency == "HOURLY" and not has_time):
        raise UnknownRule(text)
    try:
        return Rule(
            frequency,
            min(_positive(parts.get("INTERVAL", "1")), LONGEST_INTERVAL),
            _positive(parts["COUNT"]) if parts.get("COUNT") and not parts["COUNT"].startswith("-") else None,
            _until(parts, until_of),
            _by(parts, has_time=has_time),
        )
    except ValueError:
        raise UnknownRule(text) from None


def _until(parts: dict[str, str], until_of: Callable[[str], datetime | None]) -> datetime | None:
    if not parts.get("UNTIL"):
        return None
    until = until_of(parts["UNTIL"])
    if until is None:
        raise ValueError(parts["UNTIL"])
    return until


def _by(parts: dict[str, str], *, has_time: bool) -> dict[str, Any]:
    by: dict[str, Any] = {
        keyword: [int(number) for number in parts[name].split(",")]
        for name, keyword in NUMBERS.items()
        if parts.get(name) and (has_time or name not in TIMES)
    }
    if parts.get("BYDAY"):
        by["byweekday"] = [_day(day.strip()) for day in parts["BYDAY"].split(",")]
    if parts.get("WKST"):
        by["wkst"] = DAYS[parts["WKST"].strip()] if parts["WKST"].strip() in DAYS else DAYS["MO"]
    rrule.rrule(rrule.YEARLY, dtstart=datetime(2000, 1, 1), count=1, **by)  # noqa: DTZ001 -- says what can't be
    return by


def _day(text: str) -> rrule.weekday:
    found = DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return rrule.weekday(DAYS[found[2]], int(found[1])) if found[1] else rrule.weekday(DAYS[found[2]])


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _step_near(rule: Rule, first: datetime, low: datetime) -> datetime:
    """Return a later begin that leaves out steps before `low`: an old rule is as quick as a new one."""
    step = STEPS.get(rule.frequency)
    if step is None or low <= first:
        return first
    whole = step * rule.interval
    return first + max((low - first) // whole - 1, 0) * whole


def _begin_of_set(rule: Rule, begin: datetime) -> datetime:
    """Return the first day of a week of which BYSETPOS picks: dateutil counts from the day it begins with."""
    if rule.frequency != "WEEKLY" or "bysetpos" not in rule.by:
        return begin
    return begin - timedelta(days=(begin.weekday() - rule.by.get("wkst", DAYS["MO"])) % 7)


def _names_no_day(by: Mapping[str, Sequence[int]]) -> bool:
    """Tell whether no month has the days asked for (30 February), which dateutil seeks to the year 9999."""
    days, months = by.get("bymonthday"), by.get("bymonth")
    if not days or not months:
        return False
    return min(map(abs, days)) > max(monthrange(LEAP_YEAR, month)[1] for month in months)
