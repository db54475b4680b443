"""Services: which match, page by page, and how a search divides. One query each, whatever their number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from app.infra import search
from app.infra.db import db
from app.infra.simplified import simplified
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.words import ServiceKind
from app.pool.domain.cards import ServiceCard
from app.pool.domain.places import code_range
from app.pool.domain.services import ServiceDetails, ServiceUnit
from app.pool.domain.states import ServiceState
from app.pool.models import Provider, Service
from app.pool.queries.facets import Facet
from app.pool.queries.providers import PROVIDER_COLUMNS, provider_card, providers_named
from app.pool.queries.regions import gazetteer

SEARCH_KIND = "service"

_COLUMNS = (
    Service.id, Service.state, Service.kind, Service.name_zh, Service.name_en, Service.description,
    Service.deliverables, Service.unit, Service.price_minor, Service.currency, Service.lead_days,
    Service.is_required_test,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ServiceFilter:
    """What is looked for; None is no wish. `region` is a code (a province covers its districts) or a name,
    `provider` a code or an id; `state` None finds drafts and retired ones too.
    """

    q: str | None = None
    kind: ServiceKind | None = None
    region: str | None = None
    provider: str | None = None
    state: ServiceState | None = ServiceState.PUBLISHED


@dataclass(frozen=True, slots=True)
class ServicePage:
    """Some services by id, and after which id the next page begins (None: this is the last)."""

    items: tuple[ServiceCard, ...]
    next_after: int | None


def services_page(wanted: ServiceFilter, *, after: int = 0, limit: int = 50) -> ServicePage:
    """Return up to `limit` matching services whose id is above `after`: keyset paging."""
    query = (
        _cards()
        .where(Service.id.in_(_matching(wanted)), Service.id > after)
        .order_by(Service.id)
        .limit(limit + 1)
    )
    cards = [_card(row) for row in db.session.execute(query)]
    return ServicePage(tuple(cards[:limit]), cards[limit - 1].id if len(cards) > limit else None)


def get_service(service_id: int) -> ServiceCard:
    """Return a service in whatever state. Raises NotFound."""
    found = services([service_id])
    if service_id not in found:
        raise no_such_service()
    return found[service_id]


def no_such_service() -> NotFound:
    """Return the refusal of a service that does not exist, or that the asker may not know of."""
    return NotFound("not_found", N_("There is no such service."))


def services(ids: Collection[int]) -> dict[int, ServiceCard]:
    """Return services by id, in one query; unknown ids are left out."""
    rows = db.session.execute(_cards().where(Service.id.in_(ids)))
    return {row.id: _card(row) for row in rows}


def count_services(wanted: ServiceFilter) -> int:
    """Return how many match, to the last."""
    return db.session.scalar(select(func.count()).select_from(_matching(wanted).subquery())) or 0


def kind_facets(wanted: ServiceFilter) -> list[Facet]:
    """Return how many of each kind match, leaving the wish for a kind aside."""
    ids = _matching(replace(wanted, kind=None))
    query = select(Service.kind, func.count()).where(Service.id.in_(ids)).group_by(Service.kind)
    counted = [Facet(kind, count) for kind, count in db.session.execute(query)]
    return sorted(counted, key=lambda facet: list(ServiceKind).index(ServiceKind(facet.value)))


def service_province_facets(wanted: ServiceFilter) -> list[Facet]:
    """Return the province-level areas (by code) of what matches, leaving the wish for a place aside."""
    ids = _matching(replace(wanted, region=None))
    province = func.substr(Provider.region_code, 1, 2)
    query = (
        select(province, func.count())
        .select_from(Service)
        .join(Provider, Provider.id == Service.provider_id)
        .where(Service.id.in_(ids), Provider.region_code.is_not(None))
        .group_by(province)
        .order_by(province)
    )
    return [Facet(f"{prefix}0000", count) for prefix, count in db.session.execute(query)]


def _matching(wanted: ServiceFilter) -> Select[int]:
    query = select(Service.id).join(Provider, Provider.id == Service.provider_id)
    if wanted.state is not None:
        query = query.where(Service.state == wanted.state)
    if wanted.q:
        found = search.matching(SEARCH_KIND, wanted.q)
        if found is not None:
            query = query.where(Service.id.in_(found))
    if wanted.kind is not None:
        query = query.where(Service.kind == wanted.kind)
    if wanted.region:
        query = _in_region(query, wanted.region.strip())
    if wanted.provider:
        query = query.where(Service.provider_id.in_(providers_named(wanted.provider.strip())))
    return query


def _in_region(query: Select[int], region: str) -> Select[int]:
    code = region if region.isascii() and region.isdigit() else gazetteer().find(simplified(region))
    if code is not None:
        return query.where(Provider.region_code.between(*code_range(code)))
    places = (Provider.country, Provider.city)
    wanted = search.as_compared(region)
    return query.where(or_(*(search.comparable(place, wanted) == wanted for place in places)))


def _cards() -> Select[Any]:
    columns: tuple[Any, ...] = (*_COLUMNS, *PROVIDER_COLUMNS)
    return select(*columns).join(Provider, Provider.id == Service.provider_id)


def _card(row: Row[Any]) -> ServiceCard:
    return ServiceCard(
        id=row.id,
        provider=provider_card(row),
        details=ServiceDetails(
            kind=ServiceKind(row.kind),
            name_zh=row.name_zh,
            name_en=row.name_en,
            description=row.description,
            deliverables=row.deliverables,
            unit=ServiceUnit(row.unit),
            price=None if row.price_minor is None else Money(row.price_minor, row.currency),
            lead_days=row.lead_days,
            is_required_test=row.is_required_test,
        ),
        state=ServiceState(row.state),
    )
