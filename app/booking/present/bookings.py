"""The list of bookings: each with its instrument, its state and who acts next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.booking.domain.parties import party_of
from app.booking.domain.states import LIVE, Party, State
from app.booking.present.next_step import next_step, next_values
from app.booking.queries.bookings import BookingFilter, bookings
from app.booking.queries.settlements import settled_shares
from app.calendar import queries as calendar
from app.kernel.text import N_
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.accounts.domain.actor import Actor, OrganisationCard, PersonCard
    from app.booking.domain.cards import BookingCard
    from app.pool.domain.cards import InstrumentCard, ProviderCard
    from app.voucher.domain.shares import Shares

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
    """A booking with what it is on, as `party` reads it (None: somebody who only looks on).

    `shares` are what is due or agreed, None where nothing is due (yet). `next_step` is a catalogue text
    that is filled from `values`.
    """

    booking: BookingCard
    instrument: InstrumentCard
    zone: str
    party: Party | None
    shares: Shares | None
    next_step: str | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A booking of the list, and the others in it: None where that is the reader or the reader's own side."""

    row: BookingRow
    provider: ProviderCard | None
    person: PersonCard | None
    enterprise: OrganisationCard | None


@dataclass(frozen=True, slots=True)
class BookingsPage:
    """One page of a shelf."""

    shelf: Shelf
    rows: tuple[ListedRow, ...]
    next: str | None
    sort: str


def bookings_page(
    shelf: Shelf, actor: Actor, cursor: str | None, *, sort: str | None = None, limit: int = PAGE_SIZE
) -> BookingsPage:
    """Gather a page of what the actor may see; unless told, the past newest first, else soonest first."""
    wanted = BookingFilter(states=STATES[shelf])
    sort = sort or ("-start" if shelf is Shelf.PAST else "start")
    page = bookings(wanted, actor, cursor=cursor, limit=limit, sort=sort)
    people = accounts.people({booking.person_id for booking in page.items})
    enterprises = accounts.organisations({booking.enterprise_id for booking in page.items})
    rows = tuple(
        ListedRow(
            row=row,
            provider=None if row.party is Party.PROVIDER else row.instrument.provider,
            person=people[booking.person_id] if row.party and booking.person_id != actor.person_id else None,
            enterprise=None if row.party is Party.CUSTOMER else enterprises[booking.enterprise_id],
        )
        for booking, row in zip(page.items, booking_rows(page.items, actor), strict=True)
    )
    return BookingsPage(shelf, rows, page.next, sort)


def booking_rows(found: Sequence[BookingCard], actor: Actor) -> list[BookingRow]:
    """Return bookings with their instruments, in the same order. Three queries at most."""
    ids = sorted({booking.instrument_id for booking in found})
    instruments, schedules = pool.instruments(ids), calendar.schedules(ids)
    settled = settled_shares([booking.id for booking in found if booking.state not in LIVE])
    rows = []
    for booking in found:
        zone, party = schedules[booking.instrument_id].zone, party_of(booking, actor)
        agreed = booking.agreed.shares if booking.state in LIVE else None
        rows.append(
            BookingRow(
                booking=booking,
                instrument=instruments[booking.instrument_id],
                zone=zone,
                party=party,
                shares=settled.get(booking.id, agreed),
                next_step=next_step(booking, party),
                values=next_values(booking, zone),
            )
        )
    return rows
