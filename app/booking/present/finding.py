"""What the one search finds of instruments, services and providers. Three queries each at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from app.booking.present.places import place_of
from app.infra.finding import Found, Hit
from app.infra.urls import with_query
from app.kernel.names import Name
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.divisions import divisions_by_code

if TYPE_CHECKING:
    from app.infra.filters import Named
    from app.infra.finding import Finder
    from app.pool.domain.cards import InstrumentCard, ProviderCard

MOST_SHOWN = 5


def find_instruments(q: str) -> Found:
    """Return the instruments that hold every word."""
    wanted = pool.CatalogueFilter(q=q)
    total = pool.count(wanted)
    return Found(
        word=N_("Instruments"),
        icon="rulers",
        hits=tuple(_instrument(card) for card in pool.catalogue(wanted, limit=MOST_SHOWN).items),
        total=min(total, pool.MOST_COUNTED),
        url=_all_of("booking.catalogue", q),
        is_more=total > pool.MOST_COUNTED,
    )


def find_services(q: str) -> Found:
    """Return the services that hold every word."""
    wanted = pool.ServiceFilter(q=q)
    return Found(
        word=N_("Services"),
        icon="list-check",
        hits=tuple(
            Hit(card.details, (card.provider,), url_for("booking.service", service_id=card.id))
            for card in pool.services_page(wanted, limit=MOST_SHOWN).items
        ),
        total=pool.count_services(wanted),
        url=_all_of("booking.services", q),
    )


def find_providers(q: str) -> Found:
    """Return the providers that hold every word."""
    wanted = pool.ProviderFilter(q=q)
    return Found(
        word=N_("Providers"),
        icon="buildings",
        hits=tuple(
            Hit(card, _where(card), url_for("booking.provider", code=card.code))
            for card in pool.providers_page(wanted, limit=MOST_SHOWN).items
        ),
        total=pool.count_matching_providers(wanted),
        url=_all_of("booking.providers", q),
    )


FINDERS: tuple[Finder, ...] = (find_instruments, find_services, find_providers)


def _instrument(card: InstrumentCard) -> Hit:
    details = card.details
    named = details if details.name_zh or details.name_en else Name.alike(details.name)
    return Hit(named, (card.provider,), url_for("booking.instrument", instrument_id=card.id))


def _where(card: ProviderCard) -> tuple[Named, ...]:
    place = place_of(card.region_code, divisions_by_code()) or Name.alike(card.city)
    return (place,) if place.name_zh else ()


def _all_of(endpoint: str, q: str) -> str:
    return with_query(url_for(endpoint), {"q": q})
