"""Free and taken time: of one instrument, and the earliest of the whole pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.calendar import queries as calendar
from app.calendar.domain.free import Busy, standing
from app.kernel.errors import Invalid
from app.kernel.interval import Interval
from app.pool import queries as pool
from app.pool.domain.pricing import price
from app.pool.domain.rates import ENTERPRISE_GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from app.calendar.queries import FreeSlot, Schedule
    from app.pool.domain.cards import InstrumentCard
    from app.pool.domain.pricing import Price
    from app.pool.domain.rates import RateCard
    from app.pool.queries import CatalogueFilter


@dataclass(frozen=True, slots=True)
class Availability:
    """An instrument's time in a window, cut to it; `free` begins at the present at the earliest."""

    schedule: Schedule
    free: tuple[Interval, ...]
    busy: tuple[Busy, ...]


@dataclass(frozen=True, slots=True)
class PricedSlot:
    """A free span of an instrument and what it costs before any voucher."""

    instrument: InstrumentCard
    span: Interval
    zone: str
    price: Price


def availability(instrument_id: int, window: Interval, now: datetime) -> Availability:
    """Return what is free and what is taken, never by whom. Two queries. Raises NotFound."""
    schedule = calendar.get_schedule(instrument_id)
    taken = standing(calendar.busy(instrument_id, window), now)
    ahead = Interval(max(window.start, now), window.end) if window.end > now else None
    free = calendar.free(schedule, ahead, taken) if ahead else []
    cut = [Busy(part, each.kind) for each in taken if (part := each.span.intersection(window))]
    return Availability(schedule, tuple(free), tuple(cut))


def earliest_slots(
    wanted: CatalogueFilter, *, minutes: int, window: Interval, limit: int
) -> list[PricedSlot]:
    """Return the soonest free slot of `minutes` of up to `limit` matching instruments, soonest first.

    Instruments that take no bookings of this length, or have no price then, are left out.
    """
    among = pool.matching_with_buffers(wanted, minutes)
    found = calendar.earliest_free(among=among, minutes=minutes, window=window, limit=limit)
    ids = [slot.instrument_id for slot in found]
    zones = {each: schedule.zone for each, schedule in calendar.schedules(ids).items()}
    cards = _cards(found, zones)
    return list(_priced(found, pool.instruments(ids), zones, cards))


def _cards(found: Sequence[FreeSlot], zones: dict[int, str]) -> dict[int, RateCard]:
    """Return each slot's rate card: one query for each day on which slots begin."""
    by_day: dict[date, list[int]] = {}
    for slot in found:
        day = slot.span.start.astimezone(ZoneInfo(zones[slot.instrument_id])).date()
        by_day.setdefault(day, []).append(slot.instrument_id)
    cards: dict[int, RateCard] = {}
    for day, ids in by_day.items():
        cards |= pool.rate_cards_in_force(ids, ENTERPRISE_GROUP, day)
    return cards


def _priced(
    found: Sequence[FreeSlot],
    instruments: dict[int, InstrumentCard],
    zones: dict[int, str],
    cards: dict[int, RateCard],
) -> Iterator[PricedSlot]:
    for slot in found:
        card, zone = cards.get(slot.instrument_id), zones[slot.instrument_id]
        if card is None or card.terms.minimum_minutes > slot.span.minutes:
            continue
        try:
            cost = price(card.terms, slot.span, ZoneInfo(zone))
        except Invalid:
            continue  # open, but without a price at that hour: nobody can book it
        yield PricedSlot(instruments[slot.instrument_id], slot.span, zone, cost)
