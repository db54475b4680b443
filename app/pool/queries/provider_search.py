"""Which providers match, page by page, what they offer, and how a search divides. One query each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, case, distinct, func, or_, select

from app.infra import search
from app.infra.db import db
from app.infra.simplified import simplified
from app.pool.domain.cards import ProviderCard
from app.pool.domain.instruments import Confirmation
from app.pool.domain.places import code_range
from app.pool.domain.states import InstrumentState, ServiceState
from app.pool.models import Instrument, Provider, Service
from app.pool.queries.catalogue import CatalogueFilter, matching
from app.pool.queries.facets import Facet
from app.pool.queries.providers import PROVIDER_COLUMNS, provider_card
from app.pool.queries.regions import gazetteer

SEARCH_KIND = "provider"


@dataclass(frozen=True, slots=True)
class ProviderFilter:
    """What is looked for; None is no wish. `region` is a code (a province covers its districts) or a name;
    `category` a class of instruments of which the provider has published at least one.
    """

    q: str | None = None
    region: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """Some providers by id, and after which id the next page begins (None: this is the last)."""

    items: tuple[ProviderCard, ...]
    next_after: int | None


@dataclass(frozen=True, slots=True)
class Offers:
    """How many instruments and services a provider has published; `at_once` confirm bookings themselves."""

    instruments: int = 0
    at_once: int = 0
    services: int = 0


def providers_page(wanted: ProviderFilter, *, after: int = 0, limit: int = 50) -> ProviderPage:
    """Return up to `limit` matching providers whose id is above `after`: keyset paging."""
    query = (
        select(*PROVIDER_COLUMNS)
        .where(Provider.id.in_(_matching(wanted)), Provider.id > after)
        .order_by(Provider.id)
        .limit(limit + 1)
    )
    cards = [provider_card(row) for row in db.session.execute(query)]
    return ProviderPage(tuple(cards[:limit]), cards[limit - 1].id if len(cards) > limit else None)


def count_matching_providers(wanted: ProviderFilter) -> int:
    """Return how many match, to the last."""
    return db.session.scalar(select(func.count()).select_from(_matching(wanted).subquery())) or 0


def provider_province_facets(wanted: ProviderFilter) -> list[Facet]:
    """Return the province-level areas (by code) of what matches, leaving the wish for a place aside."""
    province = func.substr(Provider.region_code, 1, 2)
    query = (
        select(province, func.count())
        .where(Provider.id.in_(_matching(replace(wanted, region=None))), Provider.region_code.is_not(None))
        .group_by(province)
        .order_by(province)
    )
    return [Facet(f"{prefix}0000", count) for prefix, count in db.session.execute(query)]


def provider_category_facets(wanted: ProviderFilter, *, most: int) -> list[Facet]:
    """Return the classes of instruments that most of what matches has, leaving the wish for one aside."""
    ids = _matching(replace(wanted, category=None))
    number = func.count(distinct(Instrument.provider_id))
    query = (
        select(Instrument.category, number)
        .where(_published(Instrument.provider_id.in_(ids)), Instrument.category != "")
        .group_by(Instrument.category)
        .order_by(number.desc(), Instrument.category)
        .limit(most)
    )
    return [Facet(category, count) for category, count in db.session.execute(query)]


def offers_of(provider_ids: Collection[int]) -> dict[int, Offers]:
    """Return what each of some providers has published, in two queries; those without offers are left out."""
    at_once = func.sum(case((Instrument.confirmation == Confirmation.AUTOMATIC, 1), else_=0))
    instruments = (
        select(Instrument.provider_id, func.count(), at_once)
        .where(_published(Instrument.provider_id.in_(provider_ids)))
        .group_by(Instrument.provider_id)
    )
    services = (
        select(Service.provider_id, func.count())
        .where(Service.provider_id.in_(provider_ids), Service.state == ServiceState.PUBLISHED)
        .group_by(Service.provider_id)
    )
    found = {ref: Offers(number, by_itself) for ref, number, by_itself in db.session.execute(instruments)}
    for ref, number in db.session.execute(services):
        found[ref] = replace(found.get(ref, Offers()), services=number)
    return found


def published_by(provider_ids: Collection[int]) -> Select[Any]:
    """Return a select of published instruments: id, `whose` (their provider's id)."""
    columns: tuple[Any, ...] = (Instrument.id, Instrument.provider_id.label("whose"))
    return select(*columns).where(
        _published(Instrument.provider_id.in_(provider_ids)), Instrument.hourly_from_minor.is_not(None)
    )


def _published(condition: Any) -> Any:
    return condition & (Instrument.state == InstrumentState.PUBLISHED)


def _matching(wanted: ProviderFilter) -> Select[int]:
    query = select(Provider.id)
    if wanted.q:
        found = search.matching(SEARCH_KIND, wanted.q)
        if found is not None:
            query = query.where(Provider.id.in_(found))
    if wanted.region:
        query = _in_region(query, wanted.region.strip())
    if wanted.category:
        of_class = matching(CatalogueFilter(category=wanted.category))
        having = select(Instrument.provider_id).where(Instrument.id.in_(of_class))
        query = query.where(Provider.id.in_(having))
    return query


def _in_region(query: Select[int], region: str) -> Select[int]:
    codes = {region} if region.isascii() and region.isdigit() else gazetteer().named(simplified(region))
    if codes:
        return query.where(or_(*(Provider.region_code.between(*code_range(code)) for code in sorted(codes))))
    places = (Provider.country, Provider.city)
    wanted = search.as_compared(region)
    return query.where(or_(*(search.comparable(place, wanted) == wanted for place in places)))
