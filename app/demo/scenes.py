"""The bookings that a newcomer should meet: one in every state, around the present, at keeper@'s instruments.

Some are on instruments that never close, so that the demo may be loaded at any hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.demo import stories
from app.demo.diary import quarter_up
from app.demo.hours import ALWAYS
from app.demo.stories import Pace
from app.kernel.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.demo.instruments import Apparatus
    from app.demo.planning import Planner
    from app.demo.stories import Story
    from app.demo.visits import Visit

_ASKED_BEFORE = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class _Desk:
    """keeper@'s instruments that never close: one that asks the keeper, two that do not."""

    manual: Apparatus
    first: Apparatus
    second: Apparatus


def scenes(planner: Planner, now: datetime) -> Iterator[Story]:
    """Yield the stories; hours are from the next quarter hour on."""
    desk = _desk(planner)
    start = quarter_up(now)

    def visit(apparatus: Apparatus, hours: float, minutes: int = 120) -> Visit:
        return _visit(planner, apparatus, start + timedelta(hours=hours), minutes, _ASKED_BEFORE)

    yield stories.used(visit(desk.first, -1.25, 180), Pace())  # in use
    yield stories.used(visit(desk.second, 0.75), Pace())  # about to be checked in
    yield stories.used(visit(desk.second, -5), Pace(sign_hours=12))  # to be signed
    yield stories.used(visit(desk.first, -22), Pace(accept_hours=None))  # to be accepted
    yield stories.disputed(visit(desk.second, -32), Pace())
    yield stories.missed(visit(desk.first, -27))
    yield stories.appealed(visit(desk.second, -42))
    yield stories.used(visit(desk.first, 50), Pace())  # confirmed
    yield stories.declined(visit(desk.manual, -60))
    yield stories.unanswered(visit(desk.manual, -64))
    yield stories.cancelled(visit(desk.second, -120), timedelta(days=3))
    yield stories.cancelled(visit(desk.second, -124), timedelta(hours=3))
    yield stories.cancelled_by_provider(visit(desk.second, -128))
    yield stories.missed(visit(desk.second, -240))  # its fee is settled
    yield stories.used(visit(desk.first, -300), Pace(early=30))  # settled
    for hours in (52, 75):
        waiting = start + timedelta(hours=hours)
        asked_before = timedelta(hours=hours + 2)
        yield stories.used(_visit(planner, desk.manual, waiting, 120, asked_before), Pace())  # requested


def _visit(
    planner: Planner, apparatus: Apparatus, start: datetime, minutes: int, asked_before: timedelta
) -> Visit:
    span = planner.diary.plan(apparatus, Interval(start, start + timedelta(minutes=minutes)))
    shelf, customer = planner.cast.shelves[0], planner.cast.customers[0]
    return planner.visit(shelf, apparatus, customer, span, start - asked_before)


def _desk(planner: Planner) -> _Desk:
    always = [each for each in planner.cast.shelves[0].instruments if each.hours == ALWAYS]
    manual = next(each for each in always if each.is_manual)
    first, second = [each for each in always if not each.is_manual][:2]
    return _Desk(manual, first, second)
