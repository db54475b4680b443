"""Which time of the demo's instruments is planned already, so that a plan never asks for time twice."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.calendar.domain.hours import open_intervals
from app.kernel.interval import Interval, subtract

if TYPE_CHECKING:
    from random import Random

    from app.demo.instruments import Apparatus

QUARTER = timedelta(minutes=15)


class Diary:
    """Plans spans on quarter hours, inside opening hours, apart from each other by the buffers.

    It counts one lane an instrument; with more there is time left over.
    """

    def __init__(self, rng: Random) -> None:
        """Start empty; `rng` chooses among what is free."""
        self._rng = rng
        self._blocked: defaultdict[int, list[Interval]] = defaultdict(list)

    def find(self, apparatus: Apparatus, window: Interval, minutes: int) -> Interval | None:
        """Plan a span of `minutes` somewhere in the window, or return None where nothing is free."""
        rules = apparatus.card.rules
        holes = [
            blocked.widened(rules.clean_up_buffer_minutes, rules.set_up_buffer_minutes)
            for blocked in self._blocked[apparatus.card.id]
        ]
        length = timedelta(minutes=minutes)
        starts = [
            (start, (free.end - length - start) // QUARTER)
            for free in subtract(open_intervals(apparatus.hours, window), holes)
            if (start := quarter_up(free.start)) + length <= free.end
        ]
        if not starts:
            return None
        first, quarters = self._rng.choice(starts)
        start = first + QUARTER * self._rng.randint(0, quarters)
        return self.plan(apparatus, Interval(start, start + length))

    def plan(self, apparatus: Apparatus, span: Interval) -> Interval:
        """Note a span and return it."""
        rules = apparatus.card.rules
        blocked = span.widened(rules.set_up_buffer_minutes, rules.clean_up_buffer_minutes)
        self._blocked[apparatus.card.id].append(blocked)
        return span


def quarter_up(instant: datetime) -> datetime:
    """Return the first quarter hour at or after an instant."""
    over = (instant - datetime(2000, 1, 1, tzinfo=UTC)) % QUARTER
    return instant + (QUARTER - over) % QUARTER
