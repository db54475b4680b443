"""Needs: those open on a day, one's own, and those that share facets with what somebody has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, false, func, select, true

from app.accounts import queries as accounts
from app.hubs.domain.needs import NeedCard
from app.hubs.domain.states import NeedState, Outcome
from app.hubs.models import HubNeed, HubNeedFacet
from app.hubs.queries.facets import count_by_facet, facets_of, shared_with, with_all
from app.infra import search
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.hubs.domain.hubs import FacetCard, HubCard


SEARCH_KIND = "hub_need"


@dataclass(frozen=True, slots=True)
class NeedFilter:
    """What is looked for in a hub; None and no facets are no wish. Facets must all be there."""

    q: str | None = None
    facets: Collection[FacetCard] = ()


EVERY = NeedFilter()


def open_needs(
    hub: HubCard,
    today: date,
    *,
    wanted: NeedFilter = EVERY,
    before_id: int | None = None,
    limit: int,
) -> list[NeedCard]:
    """Return the needs of a hub that are open on a day and match, newest first."""
    earlier = true() if before_id is None else HubNeed.id < before_id
    query = select(HubNeed).where(_open_in(hub, today), *_conditions(wanted), earlier)
    return cards(db.session.scalars(query.order_by(HubNeed.id.desc()).limit(limit)).all())


def count_open_needs(hub: HubCard, today: date, wanted: NeedFilter) -> int:
    """Return how many needs of a hub are open on a day and match."""
    query = select(func.count()).select_from(HubNeed).where(_open_in(hub, today), *_conditions(wanted))
    return db.session.scalar(query) or 0


def count_need_facets(hub: HubCard, today: date, wanted: NeedFilter) -> dict[int, int]:
    """Return how many of the open needs that match have each facet, by its id."""
    matching = select(HubNeed.id).where(_open_in(hub, today), *_conditions(wanted))
    return count_by_facet(HubNeedFacet, matching)


def needs_sharing(
    hub: HubCard, facets: Collection[FacetCard], today: date, *, but_of: int, limit: int
) -> list[NeedCard]:
    """Return open needs (but an organisation's own) that share most of some facets, most first."""
    if not facets:
        return []
    shared = shared_with(HubNeedFacet, facets).subquery()
    query = (
        select(HubNeed)
        .join(shared, shared.c.need_id == HubNeed.id)
        .where(_open_in(hub, today), HubNeed.organisation_id != but_of)
        .order_by(shared.c.shared.desc(), HubNeed.id.desc())
        .limit(limit)
    )
    return cards(db.session.scalars(query).all())


def own_needs(actor: Actor, *, before_id: int | None, limit: int) -> list[NeedCard]:
    """Return the needs of the actor's organisation, newest first."""
    earlier = true() if before_id is None else HubNeed.id < before_id
    query = select(HubNeed).where(_of(actor), earlier).order_by(HubNeed.id.desc()).limit(limit)
    return cards(db.session.scalars(query).all())


def posted_since(hub: HubCard, actor: Actor, since: datetime) -> list[NeedCard]:
    """Return the needs that the actor's organisation posted in a hub since then."""
    query = select(HubNeed).where(HubNeed.hub_id == hub.id, _of(actor), HubNeed.created_at > since)
    return cards(db.session.scalars(query).all())


def get_need(hub: HubCard, ref: str) -> NeedCard:
    """Return a need of a hub, in whatever state. Raises NotFound."""
    return _only(HubNeed.hub_id == hub.id, HubNeed.ref == ref)


def get_own_need(hub: HubCard, ref: str, actor: Actor) -> NeedCard:
    """Return a need of the actor's organisation. Raises NotFound for any other."""
    return _only(HubNeed.hub_id == hub.id, HubNeed.ref == ref, _of(actor))


def needs_by_id(ids: Collection[int]) -> dict[int, NeedCard]:
    """Return needs in whatever state, by id."""
    found = cards(db.session.scalars(select(HubNeed).where(HubNeed.id.in_(ids))).all()) if ids else []
    return {need.id: need for need in found}


def needs_after(need_id: int, limit: int) -> list[NeedCard]:
    """Return the next needs of all hubs in whatever state, by id."""
    query = select(HubNeed).where(HubNeed.id > need_id).order_by(HubNeed.id).limit(limit)
    return cards(db.session.scalars(query).all())


def cards(rows: Sequence[HubNeed]) -> list[NeedCard]:
    """Return rows as cards: two statements more, however many they are."""
    if not rows:
        return []
    organisations = accounts.organisations({row.organisation_id for row in rows})
    facets = facets_of(HubNeedFacet, [row.id for row in rows])
    return [
        NeedCard(
            id=row.id,
            ref=row.ref,
            hub_id=row.hub_id,
            organisation=organisations[row.organisation_id],
            author_id=row.author_id,
            title=row.title,
            text=row.text,
            until_on=row.until_on,
            shows_name=row.shows_name,
            state=NeedState(row.state),
            outcome=None if row.outcome is None else Outcome(row.outcome),
            created_at=row.created_at,
            facets=facets[row.id],
        )
        for row in rows
    ]


def _conditions(wanted: NeedFilter) -> list[ColumnElement[bool]]:
    hits = search.matching(SEARCH_KIND, wanted.q) if wanted.q else None
    found: list[ColumnElement[bool]] = [] if hits is None else [HubNeed.id.in_(hits)]
    if wanted.facets:
        found.append(HubNeed.id.in_(with_all(HubNeedFacet, wanted.facets)))
    return found


def _open_in(hub: HubCard, today: date) -> ColumnElement[bool]:
    return (HubNeed.hub_id == hub.id) & open_on(today)


def open_on(today: date) -> ColumnElement[bool]:
    """Return the condition that a need is open on a day."""
    return (HubNeed.state == NeedState.OPEN) & (HubNeed.until_on >= today)


def _of(actor: Actor) -> ColumnElement[bool]:
    organisation = actor.organisation_id
    return false() if organisation is None else HubNeed.organisation_id == organisation


def _only(*wanted: ColumnElement[bool]) -> NeedCard:
    query = select(HubNeed).where(*wanted).execution_options(populate_existing=True)
    found = cards(db.session.scalars(query).all())
    if not found:
        raise NotFound("not_found", N_("There is no such need."))
    return found[0]
