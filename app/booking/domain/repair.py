"""The span nearest to a wished one that keeps the rules of length, grid and notice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.booking.domain.rules import grid_up
from app.kernel.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.booking.domain.rules import SpanRules


def repaired(rules: SpanRules, wished: Interval, now: datetime) -> Interval:
    """Return `wished` begun late enough, on the grid, as long as allowed; it may still be too far ahead."""
    soonest = max(wished.start, now + timedelta(minutes=rules.lead_minutes))
    minutes = min(max(wished.minutes, rules.min_minutes), rules.max_minutes)
    steps = -(-minutes // rules.step_minutes)
    if steps * rules.step_minutes > rules.max_minutes:
        steps -= 1
    start = grid_up(rules, soonest)
    return Interval(start, start + timedelta(minutes=max(steps, 1) * rules.step_minutes))


def first_within(rules: SpanRules, free: Iterable[Interval], minutes: int) -> Interval | None:
    """Return the first span on the grid within a free one, `minutes` long or as long as there is room.

    None where none of them has room for the shortest booking.
    """
    step = rules.step_minutes
    shortest = -(-rules.min_minutes // step) * step
    wanted = max(minutes // step * step, shortest)
    for each in free:
        start = grid_up(rules, each.start)
        room = int((each.end - start) / timedelta(minutes=step)) * step
        if room >= shortest:
            return Interval(start, start + timedelta(minutes=min(wanted, room)))
    return None
