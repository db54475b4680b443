"""A week of one instrument, day by day on its own wall clock, Monday first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from app.booking.domain.wall import next_quarter
from app.calendar import queries as calendar
from app.calendar.domain.free import standing
from app.kernel.interval import Interval, merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.calendar.domain.free import Buffers
    from app.calendar.queries import Schedule

WEEK = timedelta(days=7)
MORNING = time(8)


class Day(NamedTuple):
    """One local day: what can still be booked, and what is taken (not by whom)."""

    on: date
    free: tuple[Interval, ...]
    busy: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday; `before` is None where the week before lies wholly in the past.

    A drawing begins at `opens_on`, `opens_at`: the day and local clock ("HH:00") of the first free time.
    `fillable` are the free times less the minutes that the instrument needs between two bookings.
    """

    monday: date
    days: tuple[Day, ...]
    before: date | None
    after: date
    opens_on: date
    opens_at: str
    fillable: tuple[Interval, ...]

    def whole(self, zone: ZoneInfo) -> Interval:
        """Return the seven days."""
        return Interval(_midnight(self.monday, zone), _midnight(self.after, zone))


def week_of(schedule: Schedule, on: date | None, now: datetime, buffers: Buffers) -> Week:
    """Return the week that `on` (None: today) lies in. One query."""
    zone = ZoneInfo(schedule.zone)
    today = now.astimezone(zone).date()
    monday = _monday(on or today)
    window = Interval(_midnight(monday, zone), _midnight(monday + WEEK, zone))
    taken = standing(calendar.busy(schedule.instrument_id, window), now)
    free = _ahead(calendar.free(schedule, window, taken), now)
    busy = merge(each.span for each in taken)
    days = (monday + timedelta(days=number) for number in range(7))
    opens = _opens(free, zone) or datetime.combine(monday, MORNING, zone)
    return Week(
        monday=monday,
        days=tuple(Day(day, _cut(free, day, zone), _cut(busy, day, zone)) for day in days),
        before=monday - WEEK if monday > _monday(today) else None,
        after=monday + WEEK,
        opens_on=opens.date(),
        opens_at=opens.strftime("%H:00"),
        fillable=tuple(_ahead(calendar.fillable(schedule, window, taken, buffers), now)),
    )


def _opens(free: Sequence[Interval], zone: ZoneInfo) -> datetime | None:
    """Return where looking begins: the first free time, or its morning where it is free since midnight."""
    if not free:
        return None
    first = free[0].start.astimezone(zone)
    is_whole_night = first.time() == time.min and free[0].minutes > MORNING.hour * 60
    return datetime.combine(first.date(), MORNING, zone) if is_whole_night else first


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _ahead(spans: Iterable[Interval], now: datetime) -> list[Interval]:
    """Return what of some spans still lies ahead, from the next full quarter of an hour."""
    quarter = next_quarter(now)
    return [Interval(max(span.start, quarter), span.end) for span in spans if span.end > quarter]


def _cut(spans: Iterable[Interval], day: date, zone: ZoneInfo) -> tuple[Interval, ...]:
    whole = Interval(_midnight(day, zone), _midnight(day + timedelta(days=1), zone))
    return tuple(part for span in spans if (part := span.intersection(whole)) is not None)
