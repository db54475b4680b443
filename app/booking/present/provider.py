"""All that a provider's page shows, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking.present.openness import openness_of
from app.booking.present.places import place_of
from app.booking.queries.answers import answers_of
from app.pool import queries as pool
from app.pool.domain.days import pool_day
from app.pool.domain.places import covers

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.present.openness import Openness
    from app.booking.present.places import Place
    from app.booking.queries.answers import Answers
    from app.pool.domain.cards import (
        AccreditationCard,
        InstrumentCard,
        ProviderCard,
        RecognitionCard,
        RegionCard,
        ServiceCard,
    )

#: So many of its instruments and services are shown; the catalogues have them all.
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A region that recognises a provider's, and the decision by which it does."""

    region: RegionCard | None
    recognition: RecognitionCard


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """A provider with what a customer asks before choosing it. `area` is the province-level one."""

    provider: ProviderCard
    place: Place | None
    area: RegionCard | None
    accreditations: tuple[AccreditationCard, ...]
    recognisers: tuple[Recogniser, ...]
    openness: Openness
    answers: Answers
    instruments: tuple[InstrumentCard, ...]
    services: tuple[ServiceCard, ...]


def provider_page(code: str, now: datetime) -> ProviderPage:
    """Gather the page. Raises NotFound."""
    provider = pool.get_provider(code)
    regions = {region.code: region for region in pool.regions()}
    region = provider.region_code
    return ProviderPage(
        provider=provider,
        place=place_of(region, regions),
        area=regions.get(f"{region[:2]}0000") if region else None,
        accreditations=tuple(pool.accreditations_in_force(provider.id, pool_day(now))),
        recognisers=tuple(
            Recogniser(regions.get(each.demand_region), each) for each in recognitions_of(provider, now)
        ),
        openness=openness_of([provider.id])[provider.id],
        answers=answers_of(provider.organisation_id, now),
        instruments=pool.catalogue(pool.CatalogueFilter(provider=code), limit=MOST_SHOWN).items,
        services=pool.services_page(pool.ServiceFilter(provider=code), limit=MOST_SHOWN).items,
    )


def recognitions_of(provider: ProviderCard, now: datetime) -> list[RecognitionCard]:
    """Return what covers a provider today, one recognition a region: that which `recognition_for` takes."""
    region = provider.region_code
    if region is None:
        return []
    standing = pool.recognitions_in_force(pool_day(now))
    nearest: dict[str, RecognitionCard] = {}
    for each in standing:
        if covers(each.supply_region, region):
            nearest.setdefault(each.demand_region, each)
    return [nearest[demand] for demand in sorted(nearest)]
