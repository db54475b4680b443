"""Weekly opening hours: wall-clock periods in an instrument's zone, and the UTC spans they become."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from app.calendar.domain.offsets import constant_offsets
from app.kernel.errors import Invalid, Problem
from app.kernel.interval import Interval, merge
from app.kernel.text import N_
from app.kernel.wall import Weekday, read_minute, write_minute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class OpeningPeriod:
    """A part of one weekday: ISO weekday 1..7, minutes of the wall clock, `from` < `to` <= 1440."""

    weekday: int
    from_minute: int
    to_minute: int


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """The hours of a week, in an IANA zone. A moment is open when the wall clock there stands in a period.

    Periods are sorted and disjoint. Those that meet at midnight make one opening, so a booking may span it.
    """

    zone: str
    periods: tuple[OpeningPeriod, ...]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> WeeklyHours:
        """Read `{"timezone": …, "weekly": [{"weekday": 1..7, "from": "08:30", "to": "17:30"}]}` (api.md).

        Raises Invalid with every problem found: `unknown_timezone`, `invalid_period`, `overlapping_periods`.
        """
        zone, weekly = data.get("timezone"), data.get("weekly")
        problems = zone_problems(zone, "timezone")
        entries = weekly if isinstance(weekly, list) else [weekly]
        found = [_parsed(entry, f"weekly.{index}") for index, entry in enumerate(entries)]
        problems += [each for each in found if isinstance(each, Problem)]
        periods = sorted(each for each in found if isinstance(each, OpeningPeriod))
        problems += [_overlap(second) for first, second in pairwise(periods) if _overlapping(first, second)]
        if problems:
            raise Invalid.of(problems)
        return cls(str(zone), tuple(periods))

    def to_dict(self) -> dict[str, Any]:
        """Return the shape that `from_dict` reads."""
        return {
            "timezone": self.zone,
            "weekly": [
                {
                    "weekday": each.weekday,
                    "from": write_minute(each.from_minute),
                    "to": write_minute(each.to_minute),
                }
                for each in self.periods
            ],
        }


def open_intervals(hours: WeeklyHours, window: Interval) -> list[Interval]:
    """Return the open spans inside `window`, sorted, disjoint, touching ones joined.

    A wall time that daylight saving skips is never open; one that it repeats is open both times.
    """
    return merge(part for span in _openings(hours, window) if (part := span.intersection(window)))


def zone_problems(zone: object, field: str) -> list[Problem]:
    """Return `unknown_timezone` unless `zone` is an IANA name that this machine knows."""
    if isinstance(zone, str) and zone in _known():
        return []
    return [
        Problem(
            "unknown_timezone",
            N_("“%(timezone)s” is not a known time zone."),
            field,
            N_("Give an IANA name such as Asia/Shanghai."),
            {"timezone": str(zone)},
        )
    ]


@cache
def _known() -> frozenset[str]:
    # Two files of the database are no zones: `localtime` is whatever this machine has, `Factory` a stand-in.
    return frozenset(available_timezones()) - {"localtime", "Factory"}


def _openings(hours: WeeklyHours, window: Interval) -> Iterator[Interval]:
    """Yield each period of each local day, as far as one offset reaches."""
    by_weekday: dict[int, list[OpeningPeriod]] = {}
    for period in hours.periods:
        by_weekday.setdefault(period.weekday, []).append(period)
    for stretch, offset in constant_offsets(ZoneInfo(hours.zone), window):
        midnight = (stretch.start + offset).replace(hour=0, minute=0, second=0, microsecond=0) - offset
        while midnight < stretch.end:
            for period in by_weekday.get((midnight + offset).isoweekday(), ()):
                span = Interval(
                    midnight + timedelta(minutes=period.from_minute),
                    midnight + timedelta(minutes=period.to_minute),
                )
                part = span.intersection(stretch)
                if part is not None:
                    yield part
            midnight += DAY


def _parsed(entry: object, field: str) -> OpeningPeriod | Problem:
    fields = entry if isinstance(entry, dict) else {}
    weekday, opens, closes = fields.get("weekday"), _minute(fields.get("from")), _minute(fields.get("to"))
    if (
        type(weekday) is int
        and weekday in range(1, 8)
        and opens is not None
        and closes is not None
        and opens < closes
    ):
        return OpeningPeriod(weekday, opens, closes)
    return Problem(
        "invalid_period",
        N_("A period needs a weekday from 1 (Monday) to 7 and two times, such as 08:30 and 17:30, in order."),
        field,
        N_("Hours that pass midnight are two periods: one up to 24:00, and one from 00:00 of the next day."),
    )


def _minute(clock: object) -> int | None:
    return read_minute(clock) if isinstance(clock, str) else None


def _overlapping(first: OpeningPeriod, second: OpeningPeriod) -> bool:
    return first.weekday == second.weekday and second.from_minute < first.to_minute


def _overlap(period: OpeningPeriod) -> Problem:
    return Problem(
        "overlapping_periods",
        N_("Two periods of %(weekday)s overlap at %(clock)s."),
        "weekly",
        N_("Join them into one period."),
        {"weekday": Weekday(period.weekday), "clock": write_minute(period.from_minute)},
    )
