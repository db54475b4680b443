"""Lets stories and deadlines happen in the order of time, up to a moment, inside the caller's transaction."""

from __future__ import annotations

import heapq
from itertools import count
from typing import TYPE_CHECKING, Any

from app.booking.jobs import JOBS as BOOKING_JOBS
from app.booking.queries.bookings import get_booking
from app.booking.queries.orders import get_order
from app.voucher.jobs import JOBS as VOUCHER_JOBS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.demo.stories import Story
    from app.infra.scheduler import Job

JOBS: tuple[Job[Any], ...] = (*BOOKING_JOBS, *VOUCHER_JOBS)
_BATCH, _ROUNDS = 500, 2


class Stage:
    """The time line: what happens next, a story's step or the deadline of a booking or an order."""

    def __init__(self, now: datetime) -> None:
        """Play up to `now`."""
        self._now = now
        self._turns = count()
        # The turn keeps the order of equal moments, and stories from being compared.
        self._coming: list[tuple[datetime, int, Story | str]] = []

    def play(self, stories: Iterable[Story]) -> None:
        """Tell all stories as far as they have come by now; what is due at the end is done."""
        for story in stories:
            self._go_on(story)
        while self._coming and self._coming[0][0] <= self._now:
            moment, _, next_ = heapq.heappop(self._coming)
            if isinstance(next_, str):
                self._meet_deadline(next_, moment)
            else:
                self._go_on(next_)
        do_all_due(self._now)

    def _go_on(self, story: Story) -> None:
        try:
            pause = next(story)
        except StopIteration as end:
            self._await_deadline(end.value)
        else:
            self._await_deadline(pause.ref)
            self._enter(pause.until, story)

    def _meet_deadline(self, ref: str, moment: datetime) -> None:
        """Do what is due, unless the booking moved on meanwhile and has another deadline by now."""
        if _deadline_of(ref) == moment:
            do_all_due(moment)
            self._await_deadline(ref)

    def _await_deadline(self, ref: str | None) -> None:
        deadline = _deadline_of(ref) if ref else None
        if ref and deadline is not None:
            self._enter(deadline, ref)

    def _enter(self, moment: datetime, next_: Story | str) -> None:
        heapq.heappush(self._coming, (moment, next(self._turns), next_))


def _deadline_of(ref: str) -> datetime | None:
    return get_order(ref).deadline_at if ref.startswith("S-") else get_booking(ref).deadline_at


def do_all_due(now: datetime) -> None:
    """Do what the scheduler would at this moment. A second round does what the first made due."""
    for _ in range(_ROUNDS):
        for job in JOBS:
            for key in job.due(now, _BATCH):
                job.do(key, now)
