"""The clock of a scripted year: what happens next, each step in a transaction of its own."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from app.booking.queries.bookings import get_booking
from app.booking.queries.orders import get_order
from app.demo.stories import Pause, Story
from app.infra.db import transaction
from app.infra.scheduler import run_until_quiet
from app.parts import JOBS

SCHEDULED = timedelta(days=14)
Step = Callable[[datetime], object]


class Clock:
    """Plays stories and steps in the order of time; the scheduler runs every fortnight, and when it must.

    It must before a step of a story one of whose deadlines is over: then it would have run in between.
    """

    def __init__(self) -> None:
        self._turns = count()
        self._coming: list[tuple[datetime, int, Step]] = []
        self.done: list[str] = []
        self._scheduled_at: datetime | None = None

    def at(self, moment: datetime, step: Step) -> None:
        heapq.heappush(self._coming, (moment, next(self._turns), step))

    def tell(self, story: Story) -> None:
        self._go_on(story, None)

    def play(self) -> None:
        """Let all happen that is to come."""
        while self._coming:
            moment, _, step = heapq.heappop(self._coming)
            if self._scheduled_at is None or moment >= self._scheduled_at + SCHEDULED:
                self.run_jobs(moment)
            step(moment)

    def run_jobs(self, moment: datetime) -> None:
        """Do what `jobs run-all` does as if it were this moment."""
        failed = [run for run in run_until_quiet(JOBS, moment) if run.failed]
        assert failed == []
        self._scheduled_at = moment

    def _go_on(self, story: Story, ref: str | None) -> None:
        told = transaction(lambda: _next(story))
        if isinstance(told, Pause):
            self.at(told.until, lambda moment: self._resume(story, told.ref or ref, moment))
        elif isinstance(told, str):
            self.done.append(told)

    def _resume(self, story: Story, ref: str | None, moment: datetime) -> None:
        due = _deadline_of(ref) if ref else None
        if due is not None and due <= moment:
            self.run_jobs(moment)
        self._go_on(story, ref)


def _next(story: Story) -> Any:
    try:
        return next(story)
    except StopIteration as end:
        return end.value


def _deadline_of(ref: str) -> datetime | None:
    return get_order(ref).deadline_at if ref.startswith("S-") else get_booking(ref).deadline_at
