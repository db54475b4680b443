"""Who offers which instruments."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, func, select

from app.infra.db import db
from app.pool.domain.cards import ProviderCard
from app.pool.domain.states import InstrumentState
from app.pool.models import Instrument, Provider
from app.pool.queries.catalogue import CatalogueFilter, in_classes, matching
from app.pool.queries.providers import PROVIDER_COLUMNS, provider_card


def providers_offering(wanted: CatalogueFilter, *, after: int = 0, limit: int = 50) -> list[ProviderCard]:
    """Return up to `limit` providers of a matching instrument whose id is above `after`, by id."""
    query = (
        select(*PROVIDER_COLUMNS)
        .where(Provider.id.in_(_offering(wanted)), Provider.id > after)
        .order_by(Provider.id)
        .limit(limit)
    )
    return [provider_card(row) for row in db.session.execute(query)]


def count_providers_offering(wanted: CatalogueFilter) -> int:
    """Return how many providers have a matching instrument."""
    return db.session.scalar(select(func.count()).select_from(_offering(wanted).subquery())) or 0


def classes_offered_by(organisation_id: int) -> frozenset[str]:
    """Return the class codes of an organisation's published instruments."""
    query = (
        select(Instrument.class_code)
        .join(Provider, Provider.id == Instrument.provider_id)
        .where(Provider.organisation_id == organisation_id, Instrument.state == InstrumentState.PUBLISHED)
        .distinct()
    )
    return frozenset(db.session.scalars(query))


def organisations_offering(classes: Collection[str], *, limit: int) -> list[int]:
    """Return the organisations with most published instruments of these classes, most first."""
    number = func.count()
    query = (
        select(Provider.organisation_id)
        .join(Instrument, Instrument.provider_id == Provider.id)
        .where(Instrument.state == InstrumentState.PUBLISHED, in_classes(classes))
        .group_by(Provider.organisation_id)
        .order_by(number.desc(), Provider.organisation_id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def _offering(wanted: CatalogueFilter) -> Select[int]:
    ids = matching(wanted)
    return select(Instrument.provider_id).where(Instrument.id.in_(ids)).distinct()
