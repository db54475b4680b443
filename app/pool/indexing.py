"""What an instrument, a service or a provider is found by in the search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.infra import search
from app.infra.pinyin import spoken
from app.pool.domain.instruments import InstrumentDetails
from app.pool.domain.services import ServiceDetails
from app.pool.queries.catalogue import SEARCH_KIND
from app.pool.queries.provider_search import SEARCH_KIND as PROVIDER_KIND
from app.pool.queries.services import SEARCH_KIND as SERVICE_KIND
from app.pool.words_for_search import synonyms

if TYPE_CHECKING:
    from app.pool.domain.cards import ProviderCard


def index_instruments(found: Iterable[tuple[int, InstrumentDetails, Iterable[str]]]) -> None:
    """Put (or replace) instruments in the search: id, details, and the names of its provider."""
    search.index_many(SEARCH_KIND, [(ref, _texts_of(details, names)) for ref, details, names in found])


def _texts_of(details: InstrumentDetails, provider_names: Iterable[str]) -> list[str]:
    """Return the texts of an instrument that a search looks at, the other language's words included."""
    kind = [details.name, details.name_zh, details.name_en, details.category, details.model]
    place = [details.institution, details.department, details.city, details.region, details.country]
    named = [*kind, *place, *provider_names, *synonyms(kind)]
    return [*named, details.maker, details.class_code, *spoken(named)]


def index_service(service_id: int, details: ServiceDetails, provider_names: Iterable[str]) -> None:
    """Put (or replace) a service in the search."""
    search.index(SERVICE_KIND, service_id, _texts_of_service(details, provider_names))


def _texts_of_service(details: ServiceDetails, provider_names: Iterable[str]) -> list[str]:
    """Return the texts of a service that a search looks at."""
    said = [details.name_zh, details.name_en, details.description, details.deliverables]
    named = [details.name_zh, *provider_names, *synonyms(said)]
    return [*said, *named, *spoken(named)]


def index_providers(found: Iterable[ProviderCard]) -> None:
    """Put (or replace) providers in the search."""
    search.index_many(PROVIDER_KIND, [(card.id, _texts_of_provider(card)) for card in found])


def _texts_of_provider(card: ProviderCard) -> list[str]:
    """Return the texts of a provider that a search looks at."""
    named = [card.name_zh, card.name_en, card.city, card.country]
    return [*named, card.code, *spoken(named)]
