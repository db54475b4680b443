"""All that settling a use asks, of booking's own tables and of the others', in one statement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Table, and_, bindparam, select

from app.accounts import queries as accounts
from app.accounts.domain.actor import PersonCard
from app.booking.domain.cards import Setting, UsageCard
from app.booking.domain.states import UsageState
from app.booking.models import Booking, UsageSession
from app.booking.queries.bookings import lock_booking_by_id
from app.booking.queries.rows import booking_card
from app.calendar import queries as calendar
from app.infra.db import Base, db
from app.infra.events import Head, head_to_select, read_head
from app.pool import queries as pool

if TYPE_CHECKING:
    from sqlalchemy import Row, Select

    from app.booking.domain.cards import BookingCard
    from app.pool.domain.rates import RateTerms

SUBJECT = "booking"
_USAGE = (
    "id", "number", "state", "started_at", "ended_at", "operator_id", "samples", "signed_at", "accepted_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """A booking that was used, the terms of its rate card, where it took place, who is told, and the `head`
    of its chain of events.
    """

    booking: BookingCard
    usage: UsageCard
    terms: RateTerms
    setting: Setting
    person: PersonCard
    head: Head


def get_ending(booking_id: int) -> Ending:
    """Return the ending of a booking that was checked in, which the caller has locked."""
    return _ending(db.session.execute(_endings(), {"booking_id": booking_id}).one())


def lock_ending(booking_id: int) -> Ending:
    """Return the same, locked up to the end of the transaction.

    Booking and record are locked by the statement that reads them, so PostgreSQL reads both as they are once
    it has the locks. It finds nothing where another record took the place of this one meanwhile.
    """
    row = db.session.execute(_locked_endings(), {"booking_id": booking_id}).one_or_none()
    if row is None:
        lock_booking_by_id(booking_id)
        return get_ending(booking_id)
    return _ending(row)


@cache
def _endings() -> Select[Any]:
    """Return the statement; it is asked for each booking that ends, so it is built once."""
    booking, usage = _table(Booking), _table(UsageSession)
    person, card = accounts.people_to_join(), pool.rate_cards_to_join()
    instrument, schedule = pool.instrument_names_to_join(), calendar.zones_to_join()
    valid = and_(usage.c.booking_id == booking.c.id, usage.c.number == booking.c.usage_number)
    return (
        select(
            *booking.c,
            *(usage.c[name].label(f"session_{name}") for name in _USAGE),
            card.c.terms.label("card_terms"),
            instrument.c.name.label("instrument_name"),
            instrument.c.name_zh,
            instrument.c.name_en,
            schedule.c.zone,
            person.c.email,
            person.c.name.label("person_name"),
            person.c.locale,
            head_to_select(SUBJECT, booking.c.ref).label("head"),
        )
        .join(usage, valid)
        .join(card, card.c.id == booking.c.rate_card_id)
        .join(instrument, instrument.c.id == booking.c.instrument_id)
        .join(schedule, schedule.c.instrument_id == booking.c.instrument_id)
        .join(person, person.c.id == booking.c.person_id)
        .where(booking.c.id == bindparam("booking_id"))
    )


@cache
def _locked_endings() -> Select[Any]:
    return _endings().with_for_update(of=[_table(Booking), _table(UsageSession)])


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]


def _ending(row: Row[Any]) -> Ending:
    usage = UsageCard(
        row.session_id,
        row.session_number,
        UsageState(row.session_state),
        row.session_started_at,
        row.session_ended_at,
        row.session_operator_id,
        row.session_samples,
        row.session_signed_at,
        row.session_accepted_at,
    )
    booking = replace(booking_card(cast("Booking", row), None), usage=usage)
    person = PersonCard(booking.person_id, row.email, row.person_name, row.locale)
    terms = pool.read_terms(row.card_terms)
    setting = Setting(row.instrument_name, row.name_zh, row.name_en, row.zone)
    return Ending(booking, usage, terms, setting, person, read_head(row.head))
