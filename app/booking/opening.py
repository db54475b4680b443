"""Writes a new booking, answers it where the instrument confirms by itself, and tells whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts import queries as accounts
from app.accounts.access import event_actor
from app.accounts.domain.actor import PersonCard
from app.accounts.telling import tell_all
from app.booking.acting import SUBJECT
from app.booking.domain import deadlines
from app.booking.domain.cards import BookingCard
from app.booking.domain.states import AppealState, State
from app.booking.models import Booking
from app.booking.notices import KEEPERS, Notice, setting_in, tell, telling
from app.booking.queries.rows import agreed_columns
from app.infra.db import execute_checked
from app.infra.events import record_first
from app.pool.domain.instruments import Confirmation

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.booking.assessing import Offer
    from app.booking.domain.cards import Agreed

# Made once, and of the table rather than the class: on this hottest path building the statement anew, of
# thirty columns, would cost as much as running it.
_TABLE = Booking.metadata.tables[Booking.__tablename__]
_INSERT = insert(_TABLE).returning(_TABLE.c.id)


@dataclass(frozen=True, slots=True)
class Opening:
    """All that a new booking is made of."""

    ref: str
    offer: Offer
    agreed: Agreed
    purpose: str
    quote_ref: str | None
    by: Actor
    enterprise: OrganisationCard


def open_booking(opening: Opening, now: datetime) -> BookingCard:
    """Keep the booking, confirmed at once if the instrument says so, with its event and notice."""
    offer = opening.offer
    if offer.instrument.rules.confirmation is Confirmation.AUTOMATIC:
        state = State.CONFIRMED
        deadline = deadlines.no_show_at(offer.span, offer.margins.no_show_grace_minutes)
    else:
        state = State.REQUESTED
        deadline = deadlines.confirm_by(now, offer.span)
    booking_id = _insert(opening, state, deadline, now)
    record_first(
        subject_kind=SUBJECT,
        subject_ref=opening.ref,
        action="request",
        at=now,
        actor=event_actor(opening.by),
        to_state=state,
    )
    booking = _card(opening, booking_id, state, deadline, now)
    _tell(booking, opening, now)
    return booking


def _insert(opening: Opening, state: State, deadline: datetime, now: datetime) -> int:
    offer, margins = opening.offer, opening.offer.margins
    values = {
        "ref": opening.ref,
        "state": state,
        "instrument_id": offer.instrument.id,
        "person_id": opening.by.person_id,
        "enterprise_id": opening.enterprise.id,
        "provider_organisation_id": offer.instrument.provider.organisation_id,
        "starts_at": offer.span.start,
        "ends_at": offer.span.end,
        "purpose": opening.purpose,
        "quote_ref": opening.quote_ref,
        "hold_ref": opening.ref if opening.agreed.voucher else None,
        "set_up_buffer_minutes": margins.set_up_buffer_minutes,
        "clean_up_buffer_minutes": margins.clean_up_buffer_minutes,
        "no_show_grace_minutes": margins.no_show_grace_minutes,
        "requested_at": now,
        "deadline_at": deadline,
        "remind_at": deadlines.remind_at(now, offer.span),
        "appeal_state": AppealState.NONE,
        "revision": 0,
        "revised_at": now,
        **agreed_columns(opening.agreed),
    }
    booking_id: int = execute_checked(_INSERT, values).scalar_one()
    return booking_id


def _card(opening: Opening, booking_id: int, state: State, deadline: datetime, now: datetime) -> BookingCard:
    """Return the booking just written, without asking the database for what is known."""
    return BookingCard(
        id=booking_id,
        ref=opening.ref,
        state=state,
        instrument_id=opening.offer.instrument.id,
        person_id=opening.by.person_id,
        enterprise_id=opening.enterprise.id,
        provider_organisation_id=opening.offer.instrument.provider.organisation_id,
        span=opening.offer.span,
        purpose=opening.purpose,
        agreed=opening.agreed,
        margins=opening.offer.margins,
        hold_ref=opening.ref if opening.agreed.voucher else None,
        requested_at=now,
        deadline_at=deadline,
        appeal=AppealState.NONE,
        usage=None,
        revision=0,
        revised_at=now,
    )


def _tell(booking: BookingCard, opening: Opening, now: datetime) -> None:
    setting = setting_in(opening.offer.instrument, opening.offer.zone)
    by = PersonCard(opening.by.person_id, opening.by.email, opening.by.name, opening.by.locale)
    if booking.state is State.CONFIRMED:
        tell([by], booking, Notice.CONFIRMED, setting, now)
    else:
        keepers = accounts.people_of(booking.provider_organisation_id, KEEPERS)
        told = [telling(each, booking, Notice.REQUESTED, setting, now) for each in keepers]
        tell_all([*told, telling(by, booking, Notice.RECEIVED, setting, now)], now)
