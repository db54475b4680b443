"""Which time is free: what is open, not closed, and not taken on every lane."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.interval import Interval, merge, subtract

if TYPE_CHECKING:
    from datetime import datetime


class AllocationKind(StrEnum):
    """What takes the time."""

    BOOKING = "booking"
    QUOTE = "quote"
    OFFER = "offer"
    CLOSURE = "closure"
    OUTSIDE = "outside"


# Others (closures, outside calendars) block new bookings, but may lie over a standing one.
EXCLUSIVE_KINDS = frozenset({AllocationKind.BOOKING, AllocationKind.QUOTE, AllocationKind.OFFER})
# These hold the time only up to a moment.
TIMED_KINDS = frozenset({AllocationKind.QUOTE, AllocationKind.OFFER})


@dataclass(frozen=True, slots=True)
class Busy:
    """Time that is taken on one lane (its number, from 1), or on every lane (None).

    A quote or an offer holds it until `expires_at` only.
    """

    span: Interval
    kind: AllocationKind
    lane: int | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Buffers:
    """Minutes an instrument needs before and after each booking: closed time may do, taken time not."""

    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """The span asked for and the span it would block (set-up + asked + clean-up)."""

    span: Interval
    blocked: Interval

    @property
    def buffers(self) -> Buffers:
        """Return the minutes blocked at either side."""
        minute = timedelta(minutes=1)
        before = (self.span.start - self.blocked.start) // minute
        return Buffers(before, (self.blocked.end - self.span.end) // minute)


def standing(busy: Iterable[Busy], now: datetime) -> list[Busy]:
    """Return what still holds.

    Left out are quotes and offers whose moment has passed, though no job has tidied them up yet.
    """
    return [
        each
        for each in busy
        if each.kind not in TIMED_KINDS or each.expires_at is None or each.expires_at > now
    ]


def free_intervals(
    openings: Iterable[Interval], busy: Sequence[Busy], lanes: Collection[int]
) -> list[Interval]:
    """Return the open spans in which at least one of `lanes` is free at each moment."""
    return merge(span for lane in free_by_lane(openings, busy, lanes) for span in lane)


def free_by_lane(
    openings: Iterable[Interval], busy: Sequence[Busy], lanes: Collection[int], buffers: Buffers = Buffers()
) -> list[list[Interval]]:
    """Return for each lane the spans a booking may fill without its buffers meeting anything taken.

    A closure is taken time without buffers: the instrument may be set up while it is closed.
    """
    left = subtract(openings, [each.span for each in busy if each.kind is AllocationKind.CLOSURE])
    taken = [each for each in busy if each.kind is not AllocationKind.CLOSURE]
    if not taken:
        return [left for _ in lanes]
    return [
        subtract(
            left,
            [each.span.widened(buffers.after, buffers.before) for each in taken if each.lane in (None, lane)],
        )
        for lane in sorted(lanes)
    ]


def lane_is_free(blocked: Interval, busy: Iterable[Busy], lanes: Collection[int]) -> bool:
    """Tell whether some lane is free over the whole of `blocked`. Closures are another rule."""
    taken = [each for each in busy if each.kind is not AllocationKind.CLOSURE and each.span.overlaps(blocked)]
    return any(all(each.lane not in (None, lane) for each in taken) for lane in lanes)


def earliest(spans: Iterable[Interval], length: timedelta) -> Interval | None:
    """Return the first span of `length` that fits into one of the sorted `spans`."""
    return next((Interval(each.start, each.start + length) for each in spans if each.length >= length), None)


def nearest(spans: Iterable[Interval], wanted: Interval) -> Interval | None:
    """Return the span as long as `wanted` that starts nearest to it and fits into one of `spans`.

    Of two equally near, the earlier in `spans` is taken.
    """
    starts = [
        min(max(each.start, wanted.start), each.end - wanted.length)
        for each in spans
        if each.length >= wanted.length
    ]
    start = min(starts, key=lambda at: abs(at - wanted.start), default=None)
    return None if start is None else Interval(start, start + wanted.length)
