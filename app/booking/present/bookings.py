"""The list of bookings: each with its instrument, its state and who acts next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.booking.domain.states import State
from app.booking.present.next_step import next_step, next_values
from app.booking.queries.bookings import BookingFilter, Order, bookings
from app.calendar import queries as calendar
from app.kernel.text import N_
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard
    from app.pool.domain.cards import InstrumentCard

PAGE_SIZE = 20


class Shelf(StrEnum):
    """A part of the list."""

    UPCOMING = "upcoming"
    WAITING = "waiting"
    PAST = "past"


WORDS: Mapping[Shelf, str] = {
    Shelf.UPCOMING: N_("Upcoming"),
    Shelf.WAITING: N_("Waiting for an answer"),
    Shelf.PAST: N_("Past"),
}
STATES: Mapping[Shelf, frozenset[State]] = {
    Shelf.UPCOMING: frozenset({State.REQUESTED, State.CONFIRMED, State.IN_USE}),
    Shelf.WAITING: frozenset({State.REQUESTED, State.COMPLETED, State.NO_SHOW}),
    Shelf.PAST: frozenset(State) - {State.REQUESTED, State.CONFIRMED, State.IN_USE},
}


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A booking with what it is on; `next_step` is a catalogue text filled from `values`."""

    booking: BookingCard
    instrument: InstrumentCard
    zone: str
    next_step: str | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class BookingsPage:
    """One page of a shelf."""

    shelf: Shelf
    rows: tuple[BookingRow, ...]
    next: str | None


def bookings_page(shelf: Shelf, actor: Actor, cursor: str | None) -> BookingsPage:
    """Gather a page of what the actor may see: the past newest first, else soonest first. Three queries."""
    wanted = BookingFilter(states=STATES[shelf])
    order = Order.NEWEST_FIRST if shelf is Shelf.PAST else Order.SOONEST_FIRST
    page = bookings(wanted, actor, cursor=cursor, limit=PAGE_SIZE, order=order)
    return BookingsPage(shelf, tuple(booking_rows(page.items)), page.next)


def booking_rows(found: Sequence[BookingCard]) -> list[BookingRow]:
    """Return bookings with their instruments, in the same order. Two queries."""
    ids = sorted({booking.instrument_id for booking in found})
    instruments, schedules = pool.instruments(ids), calendar.schedules(ids)
    rows = []
    for booking in found:
        zone = schedules[booking.instrument_id].zone
        rows.append(
            BookingRow(
                booking,
                instruments[booking.instrument_id],
                zone,
                next_step(booking),
                next_values(booking, zone),
            )
        )
    return rows
