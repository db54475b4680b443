"""Putting into the search anew, in small steps, what a change of terms or words touched, or an upgrade."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from app.infra.db import db
from app.pool import queries
from app.pool.indexing import index_instruments, index_providers, index_service
from app.pool.queries.catalogue import SEARCH_KIND
from app.pool.queries.provider_search import SEARCH_KIND as PROVIDER_KIND
from app.pool.taxonomy_models import ReindexRequest


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
        for instrument in queries.instruments([ref]).values():
            provider = instrument.provider
            index_instruments([(ref, instrument.details, (provider.name_zh, provider.name_en))])
    elif kind == PROVIDER_KIND:
        index_providers(queries.providers_by_id([ref]).values())
    else:
        for service in queries.services([ref]).values():
            index_service(ref, service.details, (service.provider.name_zh, service.provider.name_en))
