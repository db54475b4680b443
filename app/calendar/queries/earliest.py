"""The first free slot of each of many instruments, soonest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from heapq import nsmallest
from typing import Any

from sqlalchemy import Select, Subquery, literal, select

from app.calendar.domain.free import Buffers, Busy, earliest, free_by_lane
from app.calendar.domain.hours import open_intervals
from app.calendar.models import Schedule, weekly_hours
from app.calendar.queries.busy import busy_of
from app.infra.db import db
from app.kernel.interval import Interval

# How much of the window is looked at first; each further look takes four times as much.
FIRST_LOOK = timedelta(days=1)
GROWTH = 4
# The most that free time can be cut short by the buffers of what lies just outside.
EDGE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """The first span of the length asked for that an instrument has free."""

    instrument_id: int
    span: Interval


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What decides an instrument's free time, besides what is taken. Equal ones have equal openings."""

    instrument_id: int
    zone: str
    weekly: str
    lane_count: int
    buffers: Buffers


def earliest_free(*, among: Select[Any], minutes: int, window: Interval, limit: int) -> list[FreeSlot]:
    """Return the soonest free slot of `minutes` inside `window` for up to `limit` instruments, soonest first.

    `among` selects instrument ids (first column). Columns it may hand over beside it, by name:
    `set_up_buffer_minutes` and `clean_up_buffer_minutes`, kept free of others' time around the slot.

    The window is looked at in growing parts (1, 4, 16, … days) and the search ends with the first part that
    holds enough: one query for the schedules and one a part, whatever the size of the pool.
    """
    length = timedelta(minutes=minutes)
    chosen = among.subquery("chosen")
    waiting = {each.instrument_id: each for each in _candidates(chosen)}
    ids = select(next(iter(chosen.c)))
    found: list[FreeSlot] = []
    for part in _parts(window, length):
        if len(found) >= limit or not waiting:
            break
        around = Interval(part.start - EDGE, part.end + EDGE)
        taken = busy_of(lambda column: column.in_(ids), around)
        slots = list(_slots(waiting, taken, part, length))
        for slot in slots:
            del waiting[slot.instrument_id]
        found += slots
    return nsmallest(limit, found, key=lambda slot: (slot.span.start, slot.instrument_id))


def _parts(window: Interval, length: timedelta) -> Iterator[Interval]:
    """Yield growing parts of the window from its start; the last is the window itself.

    A slot not found in a part starts later than every slot found in it, so parts may be searched in turn.
    """
    reach = max(FIRST_LOOK, length)
    while window.start + reach < window.end:
        yield Interval(window.start, window.start + reach)
        reach *= GROWTH
    yield window


def _slots(
    waiting: Mapping[int, _Candidate], taken: Mapping[int, list[Busy]], part: Interval, length: timedelta
) -> Iterator[FreeSlot]:
    """Yield the first slot of each that has one. Instruments with the same hours share one expansion."""
    openings: dict[tuple[str, str], tuple[list[Interval], Interval | None]] = {}
    for candidate in waiting.values():
        key = (candidate.zone, candidate.weekly)
        if key not in openings:
            spans = open_intervals(weekly_hours(*key), part)
            openings[key] = spans, earliest(spans, length)
        spans, span = openings[key]
        busy = taken.get(candidate.instrument_id)
        if busy and span is not None:
            span = _first_on_a_lane(candidate, spans, busy, length)
        if span is not None:
            yield FreeSlot(candidate.instrument_id, span)


def _first_on_a_lane(
    candidate: _Candidate, spans: list[Interval], busy: list[Busy], length: timedelta
) -> Interval | None:
    lanes = free_by_lane(spans, busy, range(1, candidate.lane_count + 1), candidate.buffers)
    return min((slot for lane in lanes if (slot := earliest(lane, length))), default=None)


def _candidates(chosen: Subquery) -> Iterator[_Candidate]:
    """Yield the chosen instruments that are ever open."""
    before = chosen.c.get("set_up_buffer_minutes", literal(0))
    after = chosen.c.get("clean_up_buffer_minutes", literal(0))
    rows = db.session.execute(
        select(Schedule.instrument_id, Schedule.zone, Schedule.weekly, Schedule.lane_count, before, after)
        .join(chosen, next(iter(chosen.c)) == Schedule.instrument_id)
        .where(Schedule.weekly != "")
    )
    for instrument_id, zone, weekly, lane_count, set_up, clean_up in rows:
        yield _Candidate(instrument_id, zone, weekly, lane_count, Buffers(set_up, clean_up))
