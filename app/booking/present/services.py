"""The list of services: what matches, and how to narrow the search. A fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking.present.catalogue import Choice, place_choices
from app.booking.present.places import place_of
from app.booking.present.recognised import recognitions_for
from app.booking.present.service_words import KINDS
from app.infra.api.cursors import decode_cursor, encode_cursor
from app.kernel.words import ServiceKind
from app.pool import queries as pool

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.booking.present.places import Place
    from app.pool.domain.cards import RecognitionCard, RegionCard, ServiceCard

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service, where it is done, and under which recognition the reader's district takes it."""

    service: ServiceCard
    place: Place | None
    recognition: RecognitionCard | None


@dataclass(frozen=True, slots=True)
class ServicesPage:
    """One page of results."""

    rows: tuple[ServiceRow, ...]
    next: str | None
    total: int
    kinds: tuple[Choice, ...]
    places: tuple[Choice, ...]
    regions: tuple[RegionCard, ...]


def services_page(
    wanted: pool.ServiceFilter, cursor: str | None, actor: Actor | None, now: datetime
) -> ServicesPage:
    """Gather the page. Raises Invalid `invalid_cursor`."""
    after = decode_cursor(cursor, int)[0] if cursor else 0
    page = pool.services_page(wanted, after=after, limit=PAGE_SIZE)
    regions = {region.code: region for region in pool.regions()}
    recognition = recognitions_for(actor, now)
    return ServicesPage(
        rows=tuple(
            ServiceRow(card, place_of(card.region_code, regions), _of_kind(recognition(card), card))
            for card in page.items
        ),
        next=encode_cursor([page.next_after]) if page.next_after is not None else None,
        total=pool.count_services(wanted),
        kinds=tuple(
            Choice(each.value, KINDS[ServiceKind(each.value)].word, each.count)
            for each in pool.kind_facets(wanted)
        ),
        places=place_choices(pool.service_province_facets(wanted), regions.values()),
        regions=tuple(regions.values()),
    )


def _of_kind(recognition: RecognitionCard | None, service: ServiceCard) -> RecognitionCard | None:
    """Return a recognition that covers the service's kind, or None."""
    covers = recognition is not None and service.details.kind in recognition.kinds
    return recognition if covers else None
