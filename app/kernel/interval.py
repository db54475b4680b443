"""Spans of time: aware UTC instants, half-open `[start, end)`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A span `[start, end)`. Aware times of any offset are accepted and kept in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse naive times and empty or reversed spans."""
        for instant in (self.start, self.end):
            if instant.tzinfo is None:
                message = "an instant needs an offset"
                raise ValueError(message)
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.end <= self.start:
            message = "a span ends after it starts"
            raise ValueError(message)

    @property
    def length(self) -> timedelta:
        """Return the elapsed time."""
        return self.end - self.start

    @property
    def minutes(self) -> int:
        """Return the elapsed whole minutes."""
        return self.length // timedelta(minutes=1)

    def overlaps(self, other: Interval) -> bool:
        """Tell whether the two share any moment; touching ends do not."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Interval) -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def holds(self, instant: datetime) -> bool:
        """Tell whether the moment belongs to the span."""
        return self.start <= instant < self.end

    def intersection(self, other: Interval) -> Interval | None:
        """Return the shared part, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Interval(start, end) if start < end else None

    def widened(self, before_minutes: int, after_minutes: int) -> Interval:
        """Return the span with minutes added at either side: a booking's blocked span."""
        return Interval(
            self.start - timedelta(minutes=before_minutes), self.end + timedelta(minutes=after_minutes)
        )


def merge(spans: Iterable[Interval]) -> list[Interval]:
    """Return the union as sorted, disjoint spans; touching ones are joined."""
    merged: list[Interval] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Interval(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def subtract(spans: Iterable[Interval], holes: Iterable[Interval]) -> list[Interval]:
    """Return what is left of the union of `spans` after the `holes` are cut out."""
    left: list[Interval] = []
    cuts = merge(holes)
    first = 0
    for span in merge(spans):
        start = span.start
        while first < len(cuts) and cuts[first].end <= start:
            first += 1
        for cut in cuts[first:]:
            if cut.start >= span.end:
                break
            if cut.start > start:
                left.append(Interval(start, cut.start))
            start = max(start, cut.end)
        if start < span.end:
            left.append(Interval(start, span.end))
    return left
