"""The list of providers: what matches, how open each is, and how to narrow the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking.present.catalogue import category_choices, place_choices
from app.booking.present.openness import openness_of
from app.booking.present.places import place_of
from app.booking.present.recognised import recognitions_for
from app.infra.api.cursors import decode_cursor, encode_cursor
from app.pool import queries as pool

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.present.catalogue import Choice
    from app.booking.present.openness import Openness
    from app.booking.present.places import Place
    from app.pool.domain.cards import ProviderCard, RecognitionCard, RegionCard

PAGE_SIZE = 20
MOST_CATEGORIES = 8


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """One provider, where it is, how open, and under which recognition the reader's district takes it."""

    provider: ProviderCard
    place: Place | None
    recognition: RecognitionCard | None
    openness: Openness


@dataclass(frozen=True, slots=True)
class ProvidersPage:
    """One page of results."""

    rows: tuple[ProviderRow, ...]
    next: str | None
    total: int
    places: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    regions: tuple[RegionCard, ...]


def providers_page(
    wanted: pool.ProviderFilter, cursor: str | None, actor: Actor | None, now: datetime
) -> ProvidersPage:
    """Gather the page in a fixed number of queries. Raises Invalid `invalid_cursor`."""
    after = decode_cursor(cursor, int)[0] if cursor else 0
    page = pool.providers_page(wanted, after=after, limit=PAGE_SIZE)
    regions = {region.code: region for region in pool.regions()}
    recognition, open_ones = recognitions_for(actor, now), openness_of([card.id for card in page.items])
    return ProvidersPage(
        rows=tuple(
            ProviderRow(card, place_of(card.region_code, regions), recognition(card), open_ones[card.id])
            for card in page.items
        ),
        next=encode_cursor([page.next_after]) if page.next_after is not None else None,
        total=pool.count_matching_providers(wanted),
        places=place_choices(pool.provider_province_facets(wanted), regions.values()),
        categories=category_choices(pool.provider_category_facets(wanted, most=MOST_CATEGORIES)),
        regions=tuple(regions.values()),
    )
