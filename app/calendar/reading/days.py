"""The days of rules, worked out once for all events of a file that share them.

A file of thousands of events has few rules: what differs is the hour, the day of the first and that of the
last. So a rule's days are asked for whole years, from a step before them, and each event takes its own part.

Which days of a year a rule names python-dateutil says, of one year at a time: of a rule that names none it
would go through all years to 9999. The steps, and what BYSETPOS picks of each, are told here.
"""

from __future__ import annotations

from calendar import isleap
from datetime import MAXYEAR, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from dateutil import rrule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# Of a keyword of dateutil and what it stands for.
By = tuple[tuple[str, Any], ...]
T = TypeVar("T")

MOST_KEPT = 500
MONTHS = 12
ALL_MONTHS = tuple(range(1, MONTHS + 1))
ALL_DAYS = rrule.weekdays
WEEK = 7
# The parts that name days, and so leave none for the first day to say.
NAMING = frozenset({"byweekno", "byyearday", "bymonthday", "byweekday"})
# The most of one day of the week in a year, and more than any month has: dateutil looks no further than that.
MOST_A_YEAR, BEYOND_A_MONTH = 53, 6


def _kind_of(year: int) -> tuple[int, bool, bool]:
    """Return what a year's days and weeks hang on: its first day, its length, that of the year before."""
    return date(year, 1, 1).weekday(), isleap(year), isleap(year - 1)


# In 400 years there are all kinds; of each the earliest.
_LIKE = {_kind_of(year): year for year in range(2399, 1999, -1)}


@lru_cache(MOST_KEPT)
def days_of(frequency: int, interval: int, by: By, begin: date, last: date) -> tuple[int, ...]:
    """Return the ordinals of the days from `begin` to `last`, in order. `begin` is where a step begins."""
    until, said = last.toordinal(), dict(by)
    sets = sets_of(frequency, interval, said, begin, last)
    return tuple(day for days in sets for day in picked(days, said.get("bysetpos")) if day <= until)


def sets_of(
    frequency: int, interval: int, by: Mapping[str, Any], begin: date, last: date
) -> Iterator[list[int]]:
    """Return the ordinals of the days of each step that has any, from that which begins with `begin` on.

    The step of `last` is whole; what comes after may be.
    """
    first, named, step_of = begin.toordinal(), _named(frequency, by), _steps(frequency, begin)
    end = (last + timedelta(days=WEEK)).year + 1
    years = range(begin.year, end, interval if _is_yearly(frequency) else 1)
    days = (day for year in years for day in _days_in(year, named) if day >= first)
    for step, found in groupby(days, step_of):
        if step % interval == 0:
            yield list(found)


def picked(values: Sequence[T], places: Sequence[int] | None) -> Sequence[T]:
    """Return those of a step's set that BYSETPOS picks: it counts from 1, or from -1 backwards."""
    if places is None:
        return values
    size = len(values)
    numbers = {place - 1 if place > 0 else size + place for place in places}
    return [values[number] for number in sorted(numbers) if 0 <= number < size]


def said_by_start(frequency: int, by: dict[str, Any], first: date) -> dict[str, Any]:
    """Return the parts of a rule with those that its first day says where the rule does not."""
    if by.keys() & NAMING:
        return by
    if frequency == rrule.YEARLY:
        return {"bymonth": (first.month,)} | by | {"bymonthday": (first.day,)}
    if frequency == rrule.MONTHLY:
        return by | {"bymonthday": (first.day,)}
    return by | {"byweekday": (ALL_DAYS[first.weekday()],)} if frequency == rrule.WEEKLY else by


def step_before(frequency: int, interval: int, first: date, day: date, week_begins: int) -> date:
    """Return the begin of the last step at or before `day` that is in step with that of `first`.

    A step is a year, a month, a week or a day, `interval` of them apart. It may lie before `first`. Where
    there is none since the year 1, the step of `first` itself is returned.
    """
    if frequency in (rrule.YEARLY, rrule.MONTHLY):
        size = interval * (MONTHS if _is_yearly(frequency) else 1)
        begin, wanted = (_month(each, frequency) for each in (first, day))
        month = begin + (wanted - begin) // size * size
        month = month if month >= MONTHS else begin
        return date(month // MONTHS, month % MONTHS + 1, 1)
    if frequency == rrule.WEEKLY:
        first -= timedelta(days=(first.weekday() - week_begins) % WEEK)
        interval *= WEEK
    ordinal = first.toordinal() + (day - first).days // interval * interval
    return date.fromordinal(ordinal) if ordinal >= 1 else first


def _steps(frequency: int, begin: date) -> Callable[[int], int]:
    """Return what tells how many steps after that of `begin` a day is."""
    first = begin.toordinal()
    if frequency in (rrule.YEARLY, rrule.MONTHLY):
        month, size = _month(begin, frequency), MONTHS if _is_yearly(frequency) else 1
        return lambda day: (_month(date.fromordinal(day), frequency) - month) // size
    size = WEEK if frequency == rrule.WEEKLY else 1
    return lambda day: (day - first) // size


def _named(frequency: int, by: Mapping[str, Any]) -> By:
    """Return the parts that name days of a year, for a rule that repeats each year."""
    named = {part: by[part] for part in sorted(by) if part in NAMING | {"bymonth", "wkst"}}
    if not named.keys() & NAMING:
        named["byweekday"] = ALL_DAYS
    if frequency == rrule.MONTHLY:
        named.setdefault("bymonth", ALL_MONTHS)
    if "byweekday" in named:
        is_numbered = frequency in (rrule.YEARLY, rrule.MONTHLY)
        most = BEYOND_A_MONTH if "bymonth" in named else MOST_A_YEAR
        named["byweekday"] = tuple(_numbered(day, most if is_numbered else 0) for day in named["byweekday"])
    return tuple(named.items())


def _numbered(day: rrule.weekday, most: int) -> rrule.weekday:
    """Return a day of the week whose number is at most `most`, or without one where there is none."""
    number = max(-most, min(day.n or 0, most))
    return rrule.weekday(day.weekday, number or None)


def _days_in(year: int, named: By) -> list[int]:
    begin = date(year, 1, 1).toordinal()
    return [begin + day for day in _days_of_kind(_LIKE[_kind_of(year)], named)]


@lru_cache(4 * MOST_KEPT)
def _days_of_kind(year: int, named: By) -> tuple[int, ...]:
    """Return how many days after its first the days of a year are."""
    begin = datetime(year, 1, 1)  # noqa: DTZ001 -- a wall's
    ruled = rrule.rrule(rrule.YEARLY, dtstart=begin, interval=MAXYEAR, **dict(named))
    return tuple((start - begin).days for start in ruled)


def _is_yearly(frequency: int) -> bool:
    return bool(frequency == rrule.YEARLY)


def _month(day: date, frequency: int) -> int:
    """Return the number of a day's month, for years that of their January."""
    return day.year * MONTHS + (0 if _is_yearly(frequency) else day.month - 1)
