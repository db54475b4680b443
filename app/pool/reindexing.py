"""Puts all that is stored into the search anew, where what a thing is found by has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from app.infra import search
from app.kernel.words import ServiceKind
from app.pool.domain.instruments import InstrumentDetails
from app.pool.domain.services import ServiceDetails
from app.pool.indexing import texts_of, texts_of_provider, texts_of_service
from app.pool.models import Instrument, Provider, Service
from app.pool.queries.catalogue import SEARCH_KIND
from app.pool.queries.provider_search import SEARCH_KIND as PROVIDER_KIND
from app.pool.queries.providers import PROVIDER_COLUMNS, provider_card
from app.pool.queries.services import SEARCH_KIND as SERVICE_KIND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Row

CHUNK = 500
_WORDS = ("name", "name_zh", "name_en", "category", "model", "institution", "department", "city", "region",
          "country", "maker", "class_code")  # fmt: skip


def reindex(connection: Connection) -> int:
    """Put every instrument, service and provider into the search; return how many. Nothing else changes."""
    return (
        _put(connection, SEARCH_KIND, _instruments(), Instrument.id, _of_instrument)
        + _put(connection, SERVICE_KIND, _services(), Service.id, _of_service)
        + _put(connection, PROVIDER_KIND, select(Provider.id, *PROVIDER_COLUMNS), Provider.id, _of_provider)
    )


def _put(
    connection: Connection, kind: str, query: Select[Any], key: Any, texts: Callable[[Row[Any]], list[str]]
) -> int:
    done = 0
    for rows in _chunks(connection, query, key):
        search.write(connection, kind, [(row.id, texts(row)) for row in rows])
        done += len(rows)
    return done


def _chunks(connection: Connection, query: Select[Any], key: Any) -> Iterator[list[Row[Any]]]:
    last = 0
    while rows := list(connection.execute(query.where(key > last).order_by(key).limit(CHUNK))):
        last = rows[-1].id
        yield rows


def _instruments() -> Select[Any]:
    words: list[Any] = [getattr(Instrument, name) for name in _WORDS]
    names = (Provider.name_zh.label("provider_zh"), Provider.name_en.label("provider_en"))
    return select(Instrument.id, *words, *names).join(Provider, Provider.id == Instrument.provider_id)


def _services() -> Select[Any]:
    words = (Service.kind, Service.name_zh, Service.name_en, Service.description, Service.deliverables)
    names = (Provider.name_zh.label("provider_zh"), Provider.name_en.label("provider_en"))
    columns: tuple[Any, ...] = (Service.id, *words, *names)
    return select(*columns).join(Provider, Provider.id == Service.provider_id)


def _of_instrument(row: Row[Any]) -> list[str]:
    details = InstrumentDetails(**{name: getattr(row, name) for name in _WORDS})
    return texts_of(details, (row.provider_zh, row.provider_en))


def _of_service(row: Row[Any]) -> list[str]:
    details = ServiceDetails(
        ServiceKind(row.kind), row.name_zh, row.name_en, row.description, row.deliverables
    )
    return texts_of_service(details, (row.provider_zh, row.provider_en))


def _of_provider(row: Row[Any]) -> list[str]:
    return texts_of_provider(provider_card(row))
