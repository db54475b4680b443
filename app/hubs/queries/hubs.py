"""Hubs with their facets: two statements, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, select, true

from app.accounts.domain.permissions import Permission
from app.hubs.domain.hubs import Dimension, FacetCard, HubCard, HubHead
from app.hubs.domain.states import HubState
from app.hubs.models import Hub, HubFacet
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.names import Name
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor


def hubs(actor: Actor | None) -> list[HubCard]:
    """Return the hubs somebody may see, in the order they were made: the open ones, the operator all."""
    return _cards(_seen_by(actor))


def open_hubs() -> list[HubCard]:
    """Return the hubs that all may see."""
    return hubs(None)


def open_hub_heads() -> list[HubHead]:
    """Return what a list says of the hubs that all may see; one statement."""
    query = select(Hub.slug, Hub.name_zh, Hub.name_en, Hub.description_zh, Hub.description_en)
    return [HubHead(*row) for row in db.session.execute(query.where(_seen_by(None)).order_by(Hub.id))]


def get_hub(slug: str, actor: Actor | None) -> HubCard:
    """Return a hub somebody may see. Raises NotFound, also for one that is not open."""
    return _only(_cards(_seen_by(actor) & (Hub.slug == slug)))


def get_open_hub(slug: str) -> HubCard:
    """Return a hub that is open. Raises NotFound for any other."""
    return get_hub(slug, None)


def find_hub(slug: str) -> HubCard | None:
    """Return a hub in whatever state, or None."""
    return next(iter(_cards(Hub.slug == slug)), None)


def hubs_by_id(ids: Collection[int]) -> dict[int, HubCard]:
    """Return hubs in whatever state, by id."""
    return {hub.id: hub for hub in _cards(Hub.id.in_(ids))} if ids else {}


def lock_hub(hub: HubCard) -> None:
    """Let nobody else who asks for it do something in a hub until the commit."""
    db.session.execute(select(Hub.id).where(Hub.id == hub.id).with_for_update())


def facet_card(row: HubFacet) -> FacetCard:
    """Return a facet's row as a card."""
    return FacetCard(row.id, row.slug, Dimension(row.dimension), row.name_zh, row.name_en, tuple(row.classes))


def _seen_by(actor: Actor | None) -> ColumnElement[bool]:
    is_operator = actor is not None and actor.may(Permission.MODERATE_HUBS)
    return true() if is_operator else Hub.state == HubState.OPEN


def _only(found: list[HubCard]) -> HubCard:
    if not found:
        raise NotFound("not_found", N_("There is no such hub."))
    return found[0]


def _cards(wanted: ColumnElement[bool]) -> list[HubCard]:
    rows = db.session.scalars(
        select(Hub).where(wanted).order_by(Hub.id).execution_options(populate_existing=True)
    ).all()
    if not rows:
        return []
    facets: dict[int, list[FacetCard]] = defaultdict(list)
    query = select(HubFacet).where(HubFacet.hub_id.in_([row.id for row in rows]))
    query = query.order_by(HubFacet.position, HubFacet.id).execution_options(populate_existing=True)
    for facet in db.session.scalars(query):
        facets[facet.hub_id].append(facet_card(facet))
    return [
        HubCard(
            row.id, row.slug, HubState(row.state), row.name_zh, row.name_en, row.description_zh,
            row.description_en, Name(row.areas_zh, row.areas_en), tuple(facets[row.id]),
        )
        for row in rows
    ]  # fmt: skip
