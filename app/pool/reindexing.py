"""Putting into the search anew, in small steps, what a change of terms or words touched, or an upgrade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, delete, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from app.infra.db import db
from app.infra.reindexing import Indexed
from app.pool import queries
from app.pool.indexing import index_instruments, index_providers, index_service
from app.pool.queries.catalogue import SEARCH_KIND, CatalogueFilter, catalogue
from app.pool.queries.provider_search import SEARCH_KIND as PROVIDER_KIND
from app.pool.queries.provider_search import ProviderFilter, providers_page
from app.pool.queries.services import SEARCH_KIND as SERVICE_KIND
from app.pool.queries.services import ServiceFilter, services_page
from app.pool.taxonomy_models import ReindexRequest

if TYPE_CHECKING:
    from app.pool.domain.cards import InstrumentCard, ProviderCard, ServiceCard


def ask_to_reindex(kind: str, ids: Select[Any]) -> None:
    """Have everything of a kind whose id the select returns put into the search anew, soon."""
    found = ids.subquery()
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    # SQLite reads ON CONFLICT behind a SELECT only where that has a WHERE.
    each = select(literal(kind), found.c[0]).where(found.c[0].is_not(None))
    asked = insert(ReindexRequest).from_select(["kind", "ref"], each)
    db.session.execute(asked.on_conflict_do_nothing(index_elements=["kind", "ref"]))


def out_of_date(_now: datetime, limit: int) -> Sequence[tuple[str, int]]:
    """Return what waits: the kind of the search, and the id."""
    query = select(ReindexRequest.kind, ReindexRequest.ref).order_by(ReindexRequest.kind, ReindexRequest.ref)
    return [(row.kind, row.ref) for row in db.session.execute(query.limit(limit))]


def reindex_one(key: tuple[str, int], _now: datetime) -> None:
    """Put one thing into the search anew; one that is gone is just taken off the list."""
    kind, ref = key
    gone = delete(ReindexRequest).where(ReindexRequest.kind == kind, ReindexRequest.ref == ref)
    db.session.execute(gone)
    if kind == SEARCH_KIND:
        _index_instruments(queries.instruments([ref]).values())
    elif kind == PROVIDER_KIND:
        index_providers(queries.providers_by_id([ref]).values())
    else:
        _index_services(queries.services([ref]).values())


def _put_instruments(after: int, limit: int) -> list[int]:
    found = catalogue(CatalogueFilter(state=None), after=after, limit=limit).items
    _index_instruments(found)
    return [each.id for each in found]


def _put_services(after: int, limit: int) -> list[int]:
    found = services_page(ServiceFilter(state=None), after=after, limit=limit).items
    _index_services(found)
    return [each.id for each in found]


def _put_providers(after: int, limit: int) -> list[int]:
    found = providers_page(ProviderFilter(), after=after, limit=limit).items
    index_providers(found)
    return [each.id for each in found]


def _index_instruments(found: Iterable[InstrumentCard]) -> None:
    index_instruments([(each.id, each.details, _names(each.provider)) for each in found])


def _index_services(found: Iterable[ServiceCard]) -> None:
    for each in found:
        index_service(each.id, each.details, _names(each.provider))


def _names(provider: ProviderCard) -> tuple[str, str]:
    return provider.name_zh, provider.name_en


INDEXED = (
    Indexed(SEARCH_KIND, _put_instruments),
    Indexed(SERVICE_KIND, _put_services),
    Indexed(PROVIDER_KIND, _put_providers),
)
