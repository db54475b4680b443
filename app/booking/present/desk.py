"""The keeper's desk: one list of what waits, today's sheet, and the instruments kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.accounts import queries as accounts
from app.booking.acting import SUBJECT
from app.booking.domain.states import Action, Party, offered
from app.booking.present.action_words import buttons
from app.booking.present.bookings import booking_rows
from app.booking.queries.bookings import bookings_of
from app.booking.queries.clashes import clashes_of
from app.booking.queries.desk import day_sheet, waiting_for_provider
from app.calendar import queries as calendar
from app.infra.events import last_reasons
from app.kernel.interval import Interval
from app.pool import queries as pool
from app.voucher.domain.days import VOUCHER_ZONE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.accounts.domain.actor import Actor, OrganisationCard, PersonCard
    from app.booking.domain.cards import BookingCard
    from app.booking.present.action_words import Offered
    from app.booking.present.bookings import BookingRow
    from app.calendar.queries import Clash
    from app.pool.domain.cards import InstrumentCard, ProviderCard

MOST_INSTRUMENTS = 50
#: What the day sheet offers; the rest of the buttons are on the booking's own page.
_ON_THE_SHEET = frozenset({Action.CHECK_IN, Action.CHECK_OUT})
#: What a customer says that the provider has to answer.
_OBJECTIONS = frozenset({Action.DISPUTE_USAGE, Action.APPEAL})


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A booking with who comes, the customer's last objection, and the buttons that answer it."""

    row: BookingRow
    person: PersonCard
    enterprise: OrganisationCard
    objection: str | None
    buttons: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A booking, and what lies over it: closures by their reasons, outside calendars by their names."""

    row: DeskRow
    under: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The desk. `provider` is None for an organisation that has not been entered as one yet."""

    provider: ProviderCard | None
    inbox: tuple[DeskRow, ...]
    clashes: tuple[ClashRow, ...]
    today: date
    sheet: tuple[DeskRow, ...]
    instruments: tuple[InstrumentCard, ...]
    has_more_instruments: bool


def desk_page(actor: Actor, now: datetime) -> DeskPage:
    """Gather the desk in a fixed number of queries."""
    provider = pool.provider_of(actor.organisation_id) if actor.organisation_id else None
    wanted = pool.CatalogueFilter(provider=str(provider.id), state=None) if provider else None
    page = pool.catalogue(wanted, limit=MOST_INSTRUMENTS) if wanted else None
    instruments = page.items if page else ()
    zone = _zone(instruments)
    today = now.astimezone(zone).date()
    inbox, sheet = waiting_for_provider(actor), day_sheet(actor, _whole(today, zone))
    over = clashes_of(actor, now)
    clashing = bookings_of(over)
    row_of = _rows([*inbox, *sheet, *clashing], actor)
    return DeskPage(
        provider=provider,
        inbox=tuple(row_of(each, frozenset(Action) - _ON_THE_SHEET - {Action.CANCEL}) for each in inbox),
        clashes=tuple(ClashRow(row_of(each, frozenset()), _each_once(over[each.ref])) for each in clashing),
        today=today,
        sheet=tuple(row_of(each, _ON_THE_SHEET) for each in sheet),
        instruments=instruments,
        has_more_instruments=page is not None and page.next_after is not None,
    )


def _each_once(found: Sequence[Clash]) -> tuple[Clash, ...]:
    """Return one clash for each calendar, and each closure, that lies over a booking."""
    return tuple({(clash.calendar_id, clash.why): clash for clash in reversed(found)}.values())[::-1]


def _zone(instruments: Sequence[InstrumentCard]) -> ZoneInfo:
    """Return whose clock says which day it is: that of the provider's first instrument."""
    first = calendar.find_schedule(instruments[0].id) if instruments else None
    return ZoneInfo(first.zone) if first else VOUCHER_ZONE


def _whole(day: date, zone: ZoneInfo) -> Interval:
    start, end = (
        datetime.combine(each, time.min, zone).astimezone(UTC) for each in (day, day + timedelta(days=1))
    )
    return Interval(start, end)


def _rows(found: Sequence[BookingCard], actor: Actor) -> Callable[[BookingCard, frozenset[Action]], DeskRow]:
    """Return what makes a row of one of the bookings, with those of its buttons that are to be shown."""
    people = accounts.people({booking.person_id for booking in found})
    enterprises = accounts.organisations({booking.enterprise_id for booking in found})
    objections = last_reasons(SUBJECT, [booking.ref for booking in found], _OBJECTIONS)
    rows = {row.booking.ref: row for row in booking_rows(found, actor)}

    def row_of(booking: BookingCard, shown: frozenset[Action]) -> DeskRow:
        actions = offered(booking.standing, Party.PROVIDER)
        return DeskRow(
            rows[booking.ref],
            people[booking.person_id],
            enterprises[booking.enterprise_id],
            objections.get(booking.ref),
            buttons(tuple(action for action in actions if action in shown)),
        )

    return row_of
