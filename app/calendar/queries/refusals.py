"""Why a span may not be booked, as far as time decides, and the nearest span that passes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from app.calendar.domain.free import (
    AllocationKind,
    Busy,
    Claim,
    free_by_lane,
    lane_is_free,
    nearest,
    standing,
)
from app.calendar.domain.hours import open_intervals
from app.calendar.queries.busy import busy
from app.calendar.queries.schedules import Schedule
from app.kernel.errors import Problem
from app.kernel.interval import Interval
from app.kernel.text import N_

SEARCHED = timedelta(days=14)
# The most that a lane's free time can be cut short by the buffers of what lies just outside the search.
EDGE = timedelta(days=1)
# A span offered instead starts on a quarter of an hour to come, not at this very second.
STEP_MINUTES = 15
# Nobody books further off; the calendar's arithmetic ends at the year 9999.
REACH = timedelta(days=3660)

MESSAGES = {
    "outside_opening_hours": N_("The instrument is not open for the whole of this time."),
    "closed": N_("The instrument is closed for part of this time."),
    "slot_taken": N_("Somebody else has part of this time."),
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """When an instrument is open, and what is taken, in the days around a span."""

    schedule: Schedule
    openings: Sequence[Interval]
    taken: Sequence[Busy]


def refusals(schedule: Schedule, span: Interval, blocked: Interval, now: datetime) -> list[Problem]:
    """Return `outside_opening_hours`, `closed` and `slot_taken`, as far as they fail; empty means it passes.

    `blocked` is `span` with its buffers: the span itself must be open, the blocked span must only be untaken.
    Each problem names the nearest span of the same length within 14 days that passes all three:
    `values["nearest"]` (an Interval), and `nearest_start`, `nearest_end` as UTC ISO texts for programs.
    One query when it passes, two otherwise.
    """
    if span.start < now - REACH or span.end > now + REACH:
        return [Problem("outside_opening_hours", MESSAGES["outside_opening_hours"], "starts_at")]
    taken = standing(busy(schedule.instrument_id, blocked), now)
    failed = list(_failed(schedule, Claim(span, blocked), taken))
    if not failed:
        return []
    fix, values = _fix(nearest_free(schedule, Claim(span, blocked), now), schedule.zone)
    return [Problem(code, MESSAGES[code], "starts_at", fix, values) for code in failed]


def nearest_free(schedule: Schedule, claim: Claim, now: datetime) -> Interval | None:
    """Return the span as long as `claim.span`, nearest to it within 14 days, that passes. One query."""
    around = surroundings(schedule, claim.span, now)
    return nearest_within(around, claim) if around else None


def surroundings(schedule: Schedule, span: Interval, now: datetime) -> Surroundings | None:
    """Look up the 14 days on either side of `span`, or None where they lie wholly in the past. One query."""
    start, end = max(span.start - SEARCHED, _next_step(now)), span.end + SEARCHED
    if end <= start:
        return None
    taken = standing(busy(schedule.instrument_id, Interval(start - EDGE, end + EDGE)), now)
    return Surroundings(schedule, open_intervals(schedule.hours, Interval(start, end)), taken)


def nearest_within(around: Surroundings, claim: Claim) -> Interval | None:
    """Return the span as long as `claim.span`, nearest to it in its surroundings, that passes."""
    lanes = free_by_lane(around.openings, around.taken, around.schedule.lanes, claim.buffers)
    return nearest(chain.from_iterable(lanes), claim.span)


def _failed(schedule: Schedule, claim: Claim, taken: Sequence[Busy]) -> Iterator[str]:
    if open_intervals(schedule.hours, claim.span) != [claim.span]:
        yield "outside_opening_hours"
    if any(each.kind is AllocationKind.CLOSURE and each.span.overlaps(claim.span) for each in taken):
        yield "closed"
    if not lane_is_free(claim.blocked, taken, schedule.lanes):
        yield "slot_taken"


def _fix(offered: Interval | None, zone: str) -> tuple[str, dict[str, Any]]:
    if offered is None:
        return N_("There is no free time of this length within two weeks of it: try a shorter one."), {}
    return N_("The nearest free time is %(nearest)s."), {
        "nearest": offered,
        "zone": zone,
        "nearest_start": _iso(offered.start),
        "nearest_end": _iso(offered.end),
    }


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _next_step(now: datetime) -> datetime:
    """Return the first quarter of an hour after `now`."""
    floor = now.replace(minute=now.minute - now.minute % STEP_MINUTES, second=0, microsecond=0)
    return floor + timedelta(minutes=STEP_MINUTES)
