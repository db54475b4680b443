"""Bookings, one or many, with their valid usage records: one statement each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Select, and_, false, or_, select, true

from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import Role
from app.booking.domain.states import LIVE, State
from app.booking.models import Booking, UsageSession
from app.booking.queries.rows import booking_card
from app.infra.db import db
from app.infra.sorting import Key, Sorts
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement

    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """What a list of bookings is narrowed to; times bound the booked span's overlap."""

    states: frozenset[State] = frozenset()
    from_at: datetime | None = None
    to_at: datetime | None = None
    instrument_id: int | None = None


BOOKING_SORTS: Sorts[BookingCard] = Sorts(
    keys={
        "start": Key(Booking.starts_at, datetime, lambda booking: booking.span.start),
        "price": Key(Booking.total_minor, int, lambda booking: booking.agreed.total.minor),
    },
    identity=Key(Booking.id, int, lambda booking: booking.id),
    default="-start",
)


@dataclass(frozen=True, slots=True)
class BookingPage:
    """Some bookings in the order asked for, and where the list goes on."""

    items: tuple[BookingCard, ...]
    next: str | None


def get_booking(ref: str) -> BookingCard:
    """Return the booking. Raises NotFound."""
    return _one(_bookings().where(Booking.ref == ref))


def lock_booking(ref: str) -> BookingCard:
    """Return the booking, locked up to the end of the transaction. Raises NotFound."""
    return _locked(Booking.ref == ref)


def lock_booking_by_id(booking_id: int) -> BookingCard:
    """Return the booking a job found due, locked up to the end of the transaction. Raises NotFound."""
    return _locked(Booking.id == booking_id)


def bookings(
    wanted: BookingFilter,
    actor: Actor,
    *,
    cursor: str | None,
    limit: int,
    sort: str | None = None,
) -> BookingPage:
    """Return a page of the bookings the actor may see: own, enterprise's or instruments'."""
    place = BOOKING_SORTS.place(sort, cursor)
    statement = _bookings().where(visible_to(actor), *_conditions(wanted))
    found = _all(BOOKING_SORTS.apply(statement, place).limit(limit + 1))
    shown, following = BOOKING_SORTS.page(found, limit, place)
    return BookingPage(tuple(shown), following)


def bookings_of(references: Collection[str]) -> list[BookingCard]:
    """Return the bookings among references of allocations, earliest first."""
    return overlapping([Booking.ref.in_(references)], BookingFilter())


def has_live(instrument_id: int) -> bool:
    """Tell whether an instrument has a booking that is neither settled nor dead."""
    live = Booking.state.in_([*sorted(LIVE), State.NO_SHOW])  # one that came after all is in use again
    found = select(Booking.id).where(Booking.instrument_id == instrument_id, live)
    return db.session.scalar(found.limit(1)) is not None


def overlapping(conditions: Sequence[ColumnElement[bool]], wanted: BookingFilter) -> list[BookingCard]:
    """Return all bookings under `conditions`, earliest first: a day sheet, a feed."""
    statement = _bookings().where(*conditions, *_conditions(wanted))
    return _all(statement.order_by(Booking.starts_at, Booking.id))


def bookings_by_id(ids: Collection[int]) -> list[BookingCard]:
    """Return the bookings of some ids."""
    return _all(_bookings().where(Booking.id.in_(ids)))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which the actor may see a booking (as `domain.parties.may_see`)."""
    if actor.may(Permission.OPERATE):
        return true()
    own = actor.organisation_id
    conditions: list[ColumnElement[bool]] = []
    if actor.may(Permission.KEEP):
        conditions.append(Booking.provider_organisation_id == own)
    if Role.ENTERPRISE_MANAGER in actor.roles:
        conditions.append(Booking.enterprise_id == own)
    elif actor.may(Permission.BOOK):
        conditions.append(and_(Booking.person_id == actor.person_id, Booking.enterprise_id == own))
    return or_(false(), *conditions)


def _locked(which: ColumnElement[bool]) -> BookingCard:
    """Lock first, then read: one statement would join the usage record as it was before waiting for the lock.

    (PostgreSQL looks again at a row it waited for, but not at those joined to it.)
    """
    db.session.execute(select(Booking.id).where(which).with_for_update())
    return _one(_bookings().where(which))


def _conditions(wanted: BookingFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.states:
        conditions.append(Booking.state.in_(sorted(wanted.states)))
    if wanted.from_at is not None:
        conditions.append(Booking.ends_at > wanted.from_at)
    if wanted.to_at is not None:
        conditions.append(Booking.starts_at < wanted.to_at)
    if wanted.instrument_id is not None:
        conditions.append(Booking.instrument_id == wanted.instrument_id)
    return conditions


def _bookings() -> Select[Booking, UsageSession]:
    # Changes are written by Core statements, which the session's identity map does not see: read afresh.
    return (
        select(Booking, UsageSession)
        .outerjoin(
            UsageSession,
            and_(UsageSession.booking_id == Booking.id, UsageSession.number == Booking.usage_number),
        )
        .execution_options(populate_existing=True)
    )


def _all(statement: Select[Booking, UsageSession]) -> list[BookingCard]:
    return [booking_card(row, usage) for row, usage in db.session.execute(statement)]


def _one(statement: Select[Booking, UsageSession]) -> BookingCard:
    found = _all(statement)
    if not found:
        raise no_such_booking()
    return found[0]


def no_such_booking() -> NotFound:
    """Return the refusal of a booking that does not exist, or is none of the asker's business."""
    return NotFound("not_found", N_("There is no such booking."))
