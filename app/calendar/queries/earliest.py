"""The first free slot of each of many instruments, soonest first."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, literal, select

from app.calendar.domain.free import Buffers, Busy, earliest, free_by_lane
from app.calendar.domain.hours import open_intervals
from app.calendar.models import Schedule, weekly_hours
from app.calendar.queries.busy import Whose, busy_of
from app.infra.db import db
from app.kernel.interval import Interval

# How much of the window is looked at first; each further look takes four times as much.
FIRST_LOOK = timedelta(days=1)
GROWTH = 4
# So many ids are named one by one; more are left to the selection they came from.
FEW = 500

_Hours = tuple[str, str]  # zone and weekly text


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """The first span of the length asked for that an instrument has free."""

    instrument_id: int
    span: Interval


class _Candidate(NamedTuple):
    """What decides an instrument's free time, besides what is taken. `buffers` are minutes."""

    instrument_id: int
    hours: _Hours
    lane_count: int
    buffers: tuple[int, int]


_Turn = tuple[datetime, int, _Candidate]


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
    edge = max((max(each.buffers) for each in waiting.values()), default=0)
    found: list[FreeSlot] = []
    for part in _parts(window, length):
        if len(found) >= limit:
            break
        openings = _openings(waiting.values(), part)
        in_turn = _in_turn(waiting.values(), openings, length)
        if in_turn:
            taken = busy_of(_among(chosen, in_turn), part.widened(edge, edge))
            soonest = _soonest(in_turn, openings, taken, length, limit - len(found))
            found += soonest
            for slot in soonest:
                del waiting[slot.instrument_id]
    return found


def _parts(window: Interval, length: timedelta) -> Iterator[Interval]:
    """Yield growing parts of the window from its start; the last is the window itself.

    A slot not found in a part starts later than every slot found in it, so parts may be searched in turn.
    """
    reach = max(FIRST_LOOK, length)
    while window.start + reach < window.end:
        yield Interval(window.start, window.start + reach)
        reach *= GROWTH
    yield window


def _openings(waiting: Iterable[_Candidate], part: Interval) -> dict[_Hours, list[Interval]]:
    """Return the open spans of `part`: instruments with the same hours share one expansion."""
    return {hours: open_intervals(weekly_hours(*hours), part) for hours in {each.hours for each in waiting}}


def _in_turn(
    waiting: Iterable[_Candidate], openings: Mapping[_Hours, list[Interval]], length: timedelta
) -> list[_Turn]:
    """Return who is open long enough, in the order of the start they would have if nothing were taken."""
    at_best = {hours: earliest(spans, length) for hours, spans in openings.items()}
    return sorted(
        (slot.start, each.instrument_id, each)
        for each in waiting
        if (slot := at_best[each.hours]) is not None
    )


def _among(chosen: Subquery, in_turn: Sequence[_Turn]) -> Whose:
    """Tell the database whose time is asked for: by id when they are few, else as they were chosen."""
    if len(in_turn) <= FEW:
        ids = [instrument_id for _, instrument_id, _ in in_turn]
        return lambda column: column.in_(ids)
    return lambda column: column.in_(select(next(iter(chosen.c))))


def _soonest(
    in_turn: Iterable[_Turn],
    openings: Mapping[_Hours, list[Interval]],
    taken: Mapping[int, list[Busy]],
    length: timedelta,
    limit: int,
) -> list[FreeSlot]:
    """Return up to `limit` first slots, soonest first; stop when no other can be sooner."""
    best: list[tuple[datetime, int]] = []
    for start, instrument_id, candidate in in_turn:
        if len(best) == limit and (start, instrument_id) > best[-1]:
            break
        busy = taken.get(instrument_id)
        first = _first_on_a_lane(candidate, openings[candidate.hours], busy, length) if busy else start
        if first is not None:
            insort(best, (first, instrument_id))
            del best[limit:]
    return [FreeSlot(instrument_id, Interval(start, start + length)) for start, instrument_id in best]


def _first_on_a_lane(
    candidate: _Candidate, spans: list[Interval], busy: list[Busy], length: timedelta
) -> datetime | None:
    lanes = range(1, candidate.lane_count + 1)
    free = free_by_lane(spans, busy, lanes, Buffers(*candidate.buffers))
    return min((slot.start for lane in free if (slot := earliest(lane, length))), default=None)


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
        yield _Candidate(instrument_id, (zone, weekly), lane_count, (set_up, clean_up))
