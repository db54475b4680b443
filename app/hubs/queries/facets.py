"""The facets of texts and needs, and how many of each there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.hubs.domain.hubs import FacetCard
from app.hubs.models import HubFacet, HubNeedFacet, HubTextFacet
from app.hubs.queries.hubs import facet_card
from app.infra.db import db

#: Which table holds a thing's facets.
Holder = type[HubTextFacet] | type[HubNeedFacet]


def facets_of(holder: Holder, ids: Collection[int]) -> dict[int, tuple[FacetCard, ...]]:
    """Return the facets of each text or need, in the hub's order; one statement."""
    key = _key(holder)
    found: dict[int, list[FacetCard]] = defaultdict(list)
    if ids:
        query = (
            select(key, HubFacet)
            .join(HubFacet, HubFacet.id == holder.facet_id)
            .where(key.in_(ids))
            .order_by(HubFacet.position, HubFacet.id)
        )
        for thing, facet in db.session.execute(query):
            found[thing].append(facet_card(facet))
    return {thing: tuple(found[thing]) for thing in ids}


def with_all(holder: Holder, facets: Collection[FacetCard]) -> Select[int]:
    """Return a select of the texts or needs that have every one of some facets (at least one)."""
    key, ids = _key(holder), [facet.id for facet in facets]
    query = select(key).where(holder.facet_id.in_(ids)).group_by(key)
    return query.having(func.count() == len(ids))


def shared_with(holder: Holder, facets: Collection[FacetCard]) -> Select[int, int]:
    """Return a select of the texts or needs with any of some facets: which, and how many they share."""
    key, ids = _key(holder), [facet.id for facet in facets]
    return select(key, func.count().label("shared")).where(holder.facet_id.in_(ids)).group_by(key)


def count_by_facet(holder: Holder, among: Select[int]) -> dict[int, int]:
    """Return how many of some texts or needs have each facet, by the facet's id."""
    query = select(holder.facet_id, func.count()).where(_key(holder).in_(among)).group_by(holder.facet_id)
    return dict(db.session.execute(query).all())


def _key(holder: Holder) -> InstrumentedAttribute[int]:
    return holder.text_id if issubclass(holder, HubTextFacet) else holder.need_id
