"""The providers of the demo pool and their instruments, each with hours, a rate card and rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.calendar.schedules import NewSchedule, create_schedules_many
from app.demo.hours import PATTERNS, ZONE
from app.demo.kinds import KINDS
from app.demo.places import PROVIDERS
from app.demo.prices import rate_terms
from app.demo.regions import LOADER
from app.pool.domain.days import pool_day
from app.pool.domain.instruments import Confirmation, InstrumentDetails, InstrumentRules
from app.pool.instruments import PublishingFacts, create_instrument, publish_instrument
from app.pool.providers import create_provider
from app.pool.rate_cards import publish_rate_card

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.calendar.domain.hours import WeeklyHours
    from app.demo.kinds import Kind
    from app.demo.places import Place
    from app.pool.domain.cards import InstrumentCard, ProviderCard

INSTRUMENTS_A_PROVIDER = 10
#: Several samples at once: these have interchangeable places.
_LANES: Mapping[str, int] = {"0107": 4, "0112": 2}
_EVERY_MANUAL = 3


@dataclass(frozen=True, slots=True)
class Apparatus:
    """An instrument of the demo pool, as a plan of bookings needs to know it."""

    card: InstrumentCard
    hours: WeeklyHours

    @property
    def is_manual(self) -> bool:
        """Tell whether its keeper has to confirm requests."""
        return self.card.rules.confirmation is Confirmation.MANUAL


def open_provider(place: Place, organisations: Mapping[str, OrganisationCard], now: datetime) -> ProviderCard:
    """Make an organisation a provider."""
    return create_provider(
        organisation_id=organisations[place.slug].id,
        code=place.slug,
        name_zh=place.name_zh,
        name_en=place.name_en,
        region_code=place.region_code,
        country="中国",
        city=place.city,
        lat=float(place.lat),
        lon=float(place.lon),
        openness="面向社会开放共享",
        now=now,
    )


def publish_instruments(provider: ProviderCard, now: datetime) -> list[Apparatus]:
    """Draft, price and publish a provider's instruments."""
    turn = [place.slug for place in PROVIDERS].index(provider.code)
    numbers = range(turn * INSTRUMENTS_A_PROVIDER, (turn + 1) * INSTRUMENTS_A_PROVIDER)
    return [_publish(provider, number, now) for number in numbers]


def _publish(provider: ProviderCard, number: int, now: datetime) -> Apparatus:
    kind = KINDS[number % len(KINDS)]
    drafted = create_instrument(
        provider_id=provider.id,
        details=_details(kind, provider, number),
        rules=_rules(kind, number),
        by=LOADER,
        now=now,
    )
    hours = PATTERNS[number % len(PATTERNS)]
    lanes = _LANES.get(kind.class_code, 1)
    create_schedules_many(schedules=[NewSchedule(drafted.id, ZONE, lanes, hours)])
    terms = rate_terms(kind, number, pool_day(now))
    publish_rate_card(instrument_id=drafted.id, terms=terms, by=LOADER, now=now)
    facts = PublishingFacts(has_hours=True)
    return Apparatus(publish_instrument(instrument_id=drafted.id, facts=facts, by=LOADER, now=now), hours)


def _details(kind: Kind, provider: ProviderCard, number: int) -> InstrumentDetails:
    return InstrumentDetails(
        name=f"{kind.name_zh} {kind.model}",
        name_zh=kind.name_zh,
        name_en=kind.name_en,
        maker=kind.maker,
        model=f"{kind.model}/{2016 + number % 9}",
        category=kind.category,
        class_code=kind.class_code,
        institution=provider.name_zh,
        department=("材料表征部", "生命科学部", "微纳加工部")[number % 3],
        country=provider.country,
        city=provider.city,
        location=f"{'ABC'[number % 3]}座{1 + number % 5}{number % 20 + 1:02d}室",
        year=2016 + number % 9,
        description=f"{kind.description} S/N {kind.model.split('-')[0]}{20160000 + number * 137}.",
    )


def _rules(kind: Kind, number: int) -> InstrumentRules:
    manual = kind.needs_keeper and number % _EVERY_MANUAL == 0
    return InstrumentRules(
        confirmation=Confirmation.MANUAL if manual else Confirmation.AUTOMATIC,
        min_minutes=15,
        step_minutes=1 if number % 2 else 15,
        set_up_buffer_minutes=kind.buffer_minutes,
        clean_up_buffer_minutes=kind.buffer_minutes,
    )
