"""What an instrument, or a service, is found by in the search."""

from collections.abc import Iterable

from app.infra import search
from app.pool.domain.instruments import InstrumentDetails
from app.pool.domain.services import ServiceDetails
from app.pool.queries.catalogue import SEARCH_KIND
from app.pool.queries.services import SEARCH_KIND as SERVICE_KIND
from app.pool.words_for_search import synonyms


def index_instruments(found: Iterable[tuple[int, InstrumentDetails, Iterable[str]]]) -> None:
    """Put (or replace) instruments in the search: id, details, and the names of its provider."""
    search.index_many(SEARCH_KIND, [(ref, texts_of(details, names)) for ref, details, names in found])


def texts_of(details: InstrumentDetails, provider_names: Iterable[str]) -> list[str]:
    """Return the texts of an instrument that a search looks at, the other language's words included."""
    kind = [details.name, details.name_zh, details.name_en, details.category, details.model]
    place = [details.institution, details.department, details.city, details.region, details.country]
    return [*kind, details.maker, details.class_code, *place, *provider_names, *synonyms(kind)]


def index_service(service_id: int, details: ServiceDetails, provider_names: Iterable[str]) -> None:
    """Put (or replace) a service in the search."""
    named = [details.name_zh, details.name_en, details.description, details.deliverables]
    search.index(SERVICE_KIND, service_id, [*named, *provider_names, *synonyms(named)])
