"""The page on which a keeper publishes an instrument: what, when, price, rules, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.booking.present.examples import examples
from app.booking.publishing.ownership import kept_instrument
from app.calendar import queries as calendar
from app.calendar.present import free_busy_url
from app.kernel.interval import Interval
from app.pool import queries as pool
from app.pool.domain.rates import ENTERPRISE_GROUP

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.accounts.domain.actor import Actor
    from app.booking.present.examples import Example
    from app.calendar.domain.outside_cards import OutsideCard
    from app.calendar.queries import ClosureCard, Schedule
    from app.pool.domain.cards import InstrumentCard
    from app.pool.domain.rates import RateCard

CLOSURES_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PublishingPage:
    """An instrument as its keeper sees it; `card` is the rate card in force, `examples` what it comes to.

    `free_busy` is where programs ask when it is taken, None where its provider shows nobody.
    """

    instrument: InstrumentCard
    schedule: Schedule
    card: RateCard | None
    examples: tuple[Example, ...]
    closures: tuple[ClosureCard, ...]
    free_busy: str | None
    calendars: tuple[OutsideCard, ...]
    today: date
    now: datetime


def publishing_page(instrument_id: int, actor: Actor, now: datetime) -> PublishingPage:
    """Gather the page. Raises NotFound, Forbidden."""
    instrument = kept_instrument(instrument_id, actor)
    schedule = calendar.get_schedule(instrument_id)
    today = now.astimezone(ZoneInfo(schedule.zone)).date()
    window = Interval(now, now + CLOSURES_AHEAD)
    card = pool.rate_card_in_force(instrument_id, ENTERPRISE_GROUP, today)
    return PublishingPage(
        instrument=instrument,
        schedule=schedule,
        card=card,
        examples=examples(card.terms, today, schedule.zone) if card else (),
        closures=tuple(calendar.closures(instrument_id, window)),
        free_busy=free_busy_url(instrument_id) if instrument.provider.public_busy else None,
        calendars=tuple(calendar.outside_calendars(instrument_id)),
        today=today,
        now=now,
    )
