"""The time that a calendar takes, joined while it grows: thousands of events fill the same hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from operator import lt
from typing import TYPE_CHECKING

from app.kernel.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
# Spans that are kept before they are joined. After that, twice what was left.
MOST_LOOSE = 100_000


class Taken:
    """Spans in seconds since 1970: begins and ends apart, for what counts is how many there are of each."""

    def __init__(self) -> None:
        """Begin with none."""
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._most = MOST_LOOSE

    def add(self, begin: datetime, end: datetime) -> None:
        """Take the time between two instants; none where they are in the wrong order."""
        if begin < end:
            self._begins.append((begin - EPOCH) // SECOND)
            self._ends.append((end - EPOCH) // SECOND)

    def add_all(self, begins: Sequence[int], ends: Sequence[int]) -> None:
        """Take the time between each two instants; none where they are in the wrong order."""
        if not all(map(lt, begins, ends)):
            spans = [span for span in zip(begins, ends, strict=True) if span[0] < span[1]]
            begins, ends = [begin for begin, _ in spans], [end for _, end in spans]
        self._begins += begins
        self._ends += ends
        if len(self._begins) > self._most:
            self._join()
            self._most = max(MOST_LOOSE, 2 * len(self._begins))

    def within(self, window: Interval) -> Iterable[Interval]:
        """Return the part of the time that lies in `window`: sorted, disjoint spans."""
        self._join()
        low, high = window.start, window.end
        for begin, end in zip(self._begins, self._ends, strict=True):
            span = max(EPOCH + begin * SECOND, low), min(EPOCH + end * SECOND, high)
            if span[0] < span[1]:
                yield Interval(*span)

    def _join(self) -> None:
        """Join what overlaps or touches.

        In order of time, all spans begun so far have ended where the next begin is later than as many ends.
        """
        begins, ends = sorted(self._begins), sorted(self._ends)
        gaps = [n for n, (end, begin) in enumerate(zip(ends, begins[1:], strict=False), 1) if begin > end]
        self._begins = begins[:1] + [begins[n] for n in gaps]
        self._ends = [ends[n - 1] for n in gaps] + ends[-1:]
