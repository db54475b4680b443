"""The repeats of a rule within a window (RFC 5545, 3.3.10)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any

from dateutil import rrule

from app.calendar.reading.days import MOST_KEPT, days_of, said_by_start, step_before
from app.calendar.reading.refusing import Unreadable
from app.calendar.reading.times import times_of
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.calendar.reading.days import By

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
# What may be counted from the end; 0 is then none of them.
FROM_THE_END = {"BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366, "BYDAY": 53}
RANGES = {"BYMONTH": range(1, 13), "BYHOUR": range(24), "BYMINUTE": range(60), "BYSECOND": range(60)}
TIMES = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
# What a rule says beside the days it names.
BESIDE = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL"})
DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
# Of a rule in the time that outside calendars are read for; what else is asked for may be longer.
MOST_REPEATS = 2_000
HORIZON = timedelta(days=600)
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
    by: By

    @property
    def keeps_its_hour(self) -> bool:
        """Tell whether every repeat is at the time of day of the first."""
        said = {keyword for keyword, _ in self.by}
        return self.frequency != "HOURLY" and not any(NUMBERS[name] in said for name in TIMES)

    def starts(self, first: datetime, low: datetime, high: datetime) -> Iterator[datetime]:
        """Return the naive wall times of the repeats in [low, high], beginning with `first` at the earliest.

        Raises Unreadable where there are more than 2,000.
        """
        if self.keeps_its_hour:
            hour = first.time()
            days = map(date.fromordinal, self.days(first, low, high))
            yield from (datetime.combine(day, hour) for day in days)
            return
        until = min(self.until, high) if self.until else high
        if until < max(first, low):
            return
        since = dropwhile(lambda start: start < first, self._times(first, low, until))
        counted = takewhile(lambda each: self.count is None or each[0] < self.count, enumerate(since))
        within = (start for _, start in takewhile(lambda each: each[1] <= until, counted) if start >= low)
        for number, start in enumerate(within):
            _check(number, high - low)
            yield start

    def days(self, first: datetime, low: datetime, high: datetime) -> Sequence[int]:
        """Return the ordinals of the days on which a rule that keeps its hour repeats in [low, high].

        Raises Unreadable where there are more than 2,000.
        """
        until = min(self.until, high) if self.until else high
        by = said_by_start(FREQUENCIES[self.frequency], dict(self.by), first)
        if until < max(first, low):
            return ()
        known = self._known_days(first.date(), by, date(low.year, 1, 1), date(high.year, 12, 31))
        past = first - datetime.combine(first.date(), time.min)
        begin = bisect_left(known, first.toordinal())
        end = bisect_right(known, (until - past).toordinal())
        if self.count is not None:
            end = min(end, begin + self.count)
        begin = bisect_left(known, (low - past - timedelta.resolution).toordinal() + 1, begin)
        _check(end - begin - 1, high - low)
        return known[begin:end]

    def _known_days(self, first: date, by: dict[str, Any], low: date, high: date) -> Sequence[int]:
        """Return the days of the years around, before the first too; since its year where it is counted."""
        near = date(first.year, 1, 1) if self.count is not None else low
        begin = self._step_before(first, near)
        return days_of(FREQUENCIES[self.frequency], self.interval, tuple(sorted(by.items())), begin, high)

    def _times(self, first: datetime, low: datetime, until: datetime) -> Iterator[datetime]:
        """Return the times to `until` and some after, some before the first too; all where it is counted."""
        frequency = FREQUENCIES[self.frequency]
        near = (first if self.count is not None else max(first, low)).date()
        begin = near if frequency == rrule.HOURLY else self._step_before(first.date(), near)
        by = said_by_start(frequency, dict(self.by), first)
        return times_of(frequency, self.interval, by, first, (begin, until.date()))

    def _step_before(self, first: date, near: date) -> date:
        week_begins = dict(self.by).get("wkst", DAYS["MO"])
        return step_before(FREQUENCIES[self.frequency], self.interval, first, near, week_begins)


def _check(number: int, span: timedelta) -> None:
    """Refuse one repeat too many; where more than the horizon is asked for, more are borne with."""
    if number >= MOST_REPEATS * max(1.0, span / HORIZON):
        raise Unreadable(
            "too_many_repeats",
            N_("A rule repeats more than %(most)s times within the time that is read."),
            most=MOST_REPEATS,
        )


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
    if frequency not in FREQUENCIES or (frequency == "HOURLY" and not has_time) or _counts_otherwise(parts):
        raise UnknownRule(text)
    try:
        return Rule(
            frequency,
            min(_positive(parts.get("INTERVAL", "1")), LONGEST_INTERVAL),
            _positive(parts["COUNT"]) if parts.get("COUNT") and not parts["COUNT"].startswith("-") else None,
            _until(parts, until_of),
            _by(tuple(part for part in sorted(parts.items()) if part[0] not in BESIDE), has_time=has_time),
        )
    except ValueError:
        raise UnknownRule(text) from None


def _counts_otherwise(parts: dict[str, str]) -> bool:
    """Tell whether the months are those of another calendar, such as RSCALE=CHINESE (RFC 7529)."""
    return parts.get("RSCALE", "GREGORIAN").strip() not in ("", "GREGORIAN")


def _until(parts: dict[str, str], until_of: Callable[[str], datetime | None]) -> datetime | None:
    if not parts.get("UNTIL"):
        return None
    until = until_of(parts["UNTIL"])
    if until is None:
        raise ValueError(parts["UNTIL"])
    return until


@lru_cache(MOST_KEPT)
def _by(said: tuple[tuple[str, str], ...], *, has_time: bool) -> By:
    parts = dict(said)
    by: dict[str, Any] = {
        keyword: tuple(sorted({_number(name, number) for number in parts[name].split(",")}))
        for name, keyword in NUMBERS.items()
        if parts.get(name) and (has_time or name not in TIMES)
    }
    if parts.get("BYDAY"):
        by["byweekday"] = tuple(_day(day.strip()) for day in sorted(parts["BYDAY"].split(",")))
    if parts.get("WKST"):
        by["wkst"] = DAYS[parts["WKST"].strip()] if parts["WKST"].strip() in DAYS else DAYS["MO"]
    return tuple(by.items())


def _number(name: str, text: str) -> int:
    number = int(text)
    known = number in RANGES[name] if name in RANGES else 0 < abs(number) <= FROM_THE_END[name]
    if not known:
        raise ValueError(text)
    return number


def _day(text: str) -> rrule.weekday:
    found = DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return rrule.weekday(DAYS[found[2]], _number("BYDAY", found[1]) if found[1] else None)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
