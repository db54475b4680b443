"""What a search for words finds in all open hubs. One statement each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.hubs.domain.states import HubState
from app.hubs.models import Hub, HubEntry, HubNeed, HubText
from app.hubs.queries.entries import PUBLIC, SEARCH_KIND
from app.hubs.queries.needs import SEARCH_KIND as NEED_KIND
from app.hubs.queries.needs import open_on
from app.infra import search
from app.infra.db import db
from app.kernel.names import Name

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class HubHit:
    """An entry or a need, and where it is."""

    ref: str
    name: Name
    hub_slug: str
    hub: Name


def entries_found(text: str, limit: int) -> list[HubHit]:
    """Return the public entries that hold every word, newest first."""
    hits = search.matching(SEARCH_KIND, text)
    if hits is None:
        return []
    query = (
        select(HubEntry.ref, HubText.name_zh, HubText.name_en, Hub.slug, Hub.name_zh, Hub.name_en)
        .join(HubText, HubText.entry_id == HubEntry.id)
        .join(Hub, Hub.id == HubEntry.hub_id)
        .where(HubText.role == PUBLIC, Hub.state == HubState.OPEN, HubEntry.id.in_(hits))
        .order_by(HubEntry.id.desc())
        .limit(limit)
    )
    found = db.session.execute(query).all()
    return [
        HubHit(ref, Name(zh, en), slug, Name(hub_zh, hub_en)) for ref, zh, en, slug, hub_zh, hub_en in found
    ]


def needs_found(text: str, today: date, limit: int) -> list[HubHit]:
    """Return the needs that are open on a day and hold every word, newest first."""
    hits = search.matching(NEED_KIND, text)
    if hits is None:
        return []
    query = (
        select(HubNeed.ref, HubNeed.title, Hub.slug, Hub.name_zh, Hub.name_en)
        .join(Hub, Hub.id == HubNeed.hub_id)
        .where(open_on(today), Hub.state == HubState.OPEN, HubNeed.id.in_(hits))
        .order_by(HubNeed.id.desc())
        .limit(limit)
    )
    found = db.session.execute(query).all()
    return [HubHit(ref, Name.alike(title), slug, Name(zh, en)) for ref, title, slug, zh, en in found]
