"""Events that repeat at one hour of the day, as most do: all of their spans at once."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.calendar.reading.taken import EPOCH, SECOND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from app.calendar.reading.events import Event
    from app.calendar.reading.rules import Rule
    from app.calendar.reading.stamps import Duration, Zone
    from app.calendar.reading.taken import Taken
    from app.kernel.interval import Interval

DAY = timedelta(days=1)
SECONDS_A_DAY = DAY // SECOND
WALL_EPOCH = EPOCH.replace(tzinfo=None)
FIRST_DAY = WALL_EPOCH.toordinal()
# Of an event that is read here. Longer ones are few, and reach far out of a window.
LONGEST = timedelta(days=7)
# Offsets and lengths can't move an instant further than this from its wall.
LEEWAY = LONGEST + timedelta(days=3)


class Clock:
    """A zone's wall around a window, in seconds since 1970: from which wall time on which offset counts."""

    def __init__(self, zone: Zone, window: Interval) -> None:
        """Look at the wall once a day, and where the offset changed for the second of the change."""
        self._zone = zone
        low, high = (zone.wall(instant) for instant in (window.start, window.end))
        wall, stop = ((at - WALL_EPOCH) // SECOND for at in (low - LEEWAY, high + LEEWAY))
        self._offsets, self._from = [self._offset(wall)], list[int]()
        while wall < stop:
            after = wall + SECONDS_A_DAY
            if self._offset(after) != self._offsets[-1]:
                self._from.append(self._change(wall, after))
                self._offsets.append(self._offset(after))
            wall = after

    def instants(self, walls: Iterable[int]) -> list[int]:
        """Return the instants of wall times around the window."""
        if not self._from:
            return [wall - self._offsets[0] for wall in walls]
        return [wall - self._offsets[bisect_right(self._from, wall)] for wall in walls]

    def _offset(self, wall: int) -> int:
        return wall - (self._zone.utc(WALL_EPOCH + wall * SECOND) - EPOCH) // SECOND

    def _change(self, before: int, after: int) -> int:
        offset = self._offset(before)
        while after - before > 1:
            middle = (before + after) // 2
            if self._offset(middle) == offset:
                before = middle
            else:
                after = middle
        return after


class Steady:
    """Takes the time of steady events. Of several that say the same it counts the first alone."""

    def __init__(self, taken: Taken, window: Interval) -> None:
        """Take for `window`."""
        self._taken = taken
        self._window = window
        self._clocks: dict[Zone, Clock] = {}
        self._days: dict[Sequence[int], Sequence[int]] = {}
        self._told: set[tuple[Zone, timedelta, Duration, Sequence[int]]] = set()

    def take(self, event: Event, rule: Rule, left_out: frozenset[date]) -> None:
        """Take the time of an event's repeats but those of the days `left_out`. Raises Unreadable."""
        zone, first = event.start.zone, event.start.at
        low, high = (zone.wall(instant) for instant in (self._window.start, self._window.end))
        days = rule.days(first, low - LEEWAY, high + LEEWAY)
        if left_out:
            gone = {day.toordinal() for day in left_out}
            days = tuple(day for day in days if day not in gone)
        days = self._days.setdefault(days, days)
        hour = first - datetime.combine(first.date(), datetime.min.time())
        said = (zone, hour, event.length, days)
        if said in self._told:
            return
        self._told.add(said)
        clock = self._clocks.get(zone) or self._clocks.setdefault(zone, Clock(zone, self._window))
        begin, whole, rest = (part // SECOND for part in (hour, event.length.days, event.length.time))
        walls = [(day - FIRST_DAY) * SECONDS_A_DAY + begin for day in days]
        begins = clock.instants(walls)
        ends = clock.instants(wall + whole for wall in walls) if whole else begins
        self._taken.add_all(begins, [end + rest for end in ends] if rest else ends)


def is_steady(event: Event, rules: Sequence[Rule]) -> bool:
    """Tell whether an event's instances are its start and those of one rule that keeps its hour."""
    return (
        len(rules) == 1
        and rules[0].keeps_its_hour
        and not (event.more or event.excluded_rules)
        and event.length.days + event.length.time <= LONGEST
    )
