"""Drafts, changes and publishes an instrument with its schedule, hours and prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.booking.publishing.ownership import kept_instrument, own_provider
from app.booking.queries.bookings import has_live
from app.booking.revising import tell_revised_on
from app.calendar import queries as calendar
from app.calendar.schedules import NewSchedule, create_schedules_many, set_opening_hours
from app.kernel.errors import Conflict
from app.kernel.text import N_
from app.pool import instruments, rate_cards

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.calendar.domain.hours import WeeklyHours
    from app.pool.domain.cards import InstrumentCard
    from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
    from app.pool.domain.rates import RateCard, RateTerms


@dataclass(frozen=True, slots=True)
class NewInstrument:
    """What a keeper says of a new instrument. `zone` is the IANA zone of its wall clock."""

    details: InstrumentDetails
    rules: InstrumentRules
    zone: str
    lane_count: int
    hours: WeeklyHours | None
    terms: RateTerms | None


def add_instrument(*, new: NewInstrument, by: Actor, now: datetime) -> InstrumentCard:
    """Draft an instrument of the actor's provider, with hours and price as far as they are given.

    Raises Forbidden when the actor's organisation is no provider, Invalid with the broken rules.
    """
    actor = event_actor(by)
    provider = own_provider(by)
    card = instruments.create_instrument(
        provider_id=provider.id, details=new.details, rules=new.rules, by=actor, now=now
    )
    create_schedules_many(schedules=[NewSchedule(card.id, new.zone, new.lane_count, new.hours)])
    if new.terms is not None:
        rate_cards.publish_rate_card(instrument_id=card.id, terms=new.terms, by=actor, now=now)
    return card


def change_instrument(
    *, instrument_id: int, details: InstrumentDetails, rules: InstrumentRules, by: Actor, now: datetime
) -> InstrumentCard:
    """Replace what is said of an instrument, and its rules; what is booked keeps its own. Raises as above."""
    kept_instrument(instrument_id, by)
    card = instruments.edit_instrument(
        instrument_id=instrument_id, details=details, rules=rules, by=event_actor(by), now=now
    )
    tell_revised_on(instrument_id, now)
    return card


def publish(*, instrument_id: int, by: Actor, now: datetime) -> InstrumentCard:
    """Show a draft in the catalogue. Raises Invalid `no_hours`, `no_price`; Conflict `illegal_transition`."""
    kept_instrument(instrument_id, by)
    facts = instruments.PublishingFacts(has_hours=calendar.get_schedule(instrument_id).has_hours)
    return instruments.publish_instrument(
        instrument_id=instrument_id, facts=facts, by=event_actor(by), now=now
    )


def set_hours(*, instrument_id: int, hours: WeeklyHours, by: Actor) -> WeeklyHours:
    """Replace the weekly hours; what is booked stays. Raises NotFound, Forbidden, Conflict `zone_in_use`."""
    kept_instrument(instrument_id, by)
    before = calendar.get_schedule(instrument_id).zone
    set_opening_hours(instrument_id=instrument_id, hours=hours)
    if hours.zone != before and has_live(instrument_id):
        raise Conflict(
            "zone_in_use",
            N_("Bookings stand whose prices were read on the clock of %(before)s."),
            field="timezone",
            fix=N_("Keep the time zone until they are settled or cancelled."),
            before=before,
        )
    return hours


def set_price(*, instrument_id: int, terms: RateTerms, by: Actor, now: datetime) -> RateCard:
    """Publish the next version of the prices; what is booked keeps its own. Raises NotFound, Forbidden."""
    kept_instrument(instrument_id, by)
    return rate_cards.publish_rate_card(instrument_id=instrument_id, terms=terms, by=event_actor(by), now=now)
