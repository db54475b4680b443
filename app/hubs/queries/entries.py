"""Entries as readers see them: those with a public text, in open hubs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, func, select, true

from app.accounts import queries as accounts
from app.hubs.domain.entries import EntryCard, EntryKind
from app.hubs.domain.states import EntryState
from app.hubs.models import HubEntry, HubText, HubTextFacet
from app.hubs.queries.facets import count_by_facet, facets_of, shared_with, with_all
from app.infra import search
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.hubs.domain.hubs import FacetCard, HubCard

SEARCH_KIND = "hub_entry"
PUBLIC, DRAFT, PAST = "public", "draft", "past"

_PUBLIC = HubText.role == PUBLIC
_OTHER = HubText.__table__.alias()
_IS_PUBLIC = select(HubText.id).where(HubText.entry_id == HubEntry.id, _PUBLIC).correlate(HubEntry).exists()
#: The text that is public; of an entry without one the newest: of a withdrawn one, the last that was.
_KNOWN = HubText.id == (
    select(func.coalesce(func.max(_OTHER.c.id).filter(_OTHER.c.role == PUBLIC), func.max(_OTHER.c.id)))
    .where(_OTHER.c.entry_id == HubEntry.id)
    .correlate(HubEntry)
    .scalar_subquery()
)
CARD = select(
    HubEntry.id, HubEntry.ref, HubEntry.hub_id, HubEntry.kind, HubEntry.state, HubEntry.organisation_id,
    HubEntry.author_id, HubEntry.version, HubEntry.created_at, HubEntry.since, HubEntry.published_at,
    HubText.id.label("text_id"), HubText.name_zh, HubText.name_en, HubText.text_zh, HubText.text_en,
    _IS_PUBLIC.label("is_public"),
).join(HubText, HubText.entry_id == HubEntry.id)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What is looked for in a hub; None and no facets are no wish. Facets must all be there."""

    kind: EntryKind | None = None
    q: str | None = None
    facets: tuple[FacetCard, ...] = ()


def public_entries(
    hub: HubCard, wanted: EntryFilter, *, before_id: int | None = None, limit: int
) -> list[EntryCard]:
    """Return up to `limit` matching entries, newest first. Three statements."""
    earlier = true() if before_id is None else HubEntry.id < before_id
    query = CARD.where(*_conditions(hub, wanted), earlier)
    return cards(db.session.execute(query.order_by(HubEntry.id.desc()).limit(limit)).all())


def public_entries_after(entry_id: int, limit: int) -> list[EntryCard]:
    """Return the next entries of all hubs that have a public text, by id."""
    query = CARD.where(_PUBLIC, HubEntry.id > entry_id).order_by(HubEntry.id).limit(limit)
    return cards(db.session.execute(query).all())


def get_public_entry(hub: HubCard, ref: str) -> EntryCard:
    """Return an entry others may read. Raises NotFound, also for one without a public text."""
    found = cards(
        db.session.execute(CARD.where(HubEntry.hub_id == hub.id, HubEntry.ref == ref, _PUBLIC)).all()
    )
    if not found:
        raise no_such_entry()
    return found[0]


def no_such_entry() -> NotFound:
    """Return the refusal of an entry that does not exist, or that the asker may not know of."""
    return NotFound("not_found", N_("There is no such entry."))


def get_known_entry(hub: HubCard, ref: str) -> EntryCard:
    """Return an entry of a hub in whatever state, with the text that others know; who may, the caller says.

    Raises NotFound.
    """
    found = cards(
        db.session.execute(CARD.where(_KNOWN, HubEntry.hub_id == hub.id, HubEntry.ref == ref)).all()
    )
    if not found:
        raise no_such_entry()
    return found[0]


def known_entries(ids: Collection[int]) -> dict[int, EntryCard]:
    """Return entries in whatever state, with the texts that others know, by id."""
    found = cards(db.session.execute(CARD.where(_KNOWN, HubEntry.id.in_(ids))).all()) if ids else []
    return {entry.id: entry for entry in found}


def count_by_kind(hub: HubCard, wanted: EntryFilter) -> dict[EntryKind, int]:
    """Return how many of each kind match, leaving the wish for a kind aside."""
    query = (
        select(HubEntry.kind, func.count())
        .join(HubText, HubText.entry_id == HubEntry.id)
        .where(*_conditions(hub, replace(wanted, kind=None)))
        .group_by(HubEntry.kind)
    )
    counted: dict[str, int] = dict(db.session.execute(query).all())
    return {kind: counted.get(kind, 0) for kind in EntryKind}


def count_facets(hub: HubCard, wanted: EntryFilter) -> dict[int, int]:
    """Return how many of what matches have each facet, by the facet's id."""
    matching = select(HubText.id).join(HubEntry, HubEntry.id == HubText.entry_id)
    return count_by_facet(HubTextFacet, matching.where(*_conditions(hub, wanted)))


def sharing(
    hub: HubCard, facets: Collection[FacetCard], *, but: int | None = None, limit: int
) -> list[EntryCard]:
    """Return the entries (`but` one) that share most of some facets, most first. Three statements."""
    if not facets:
        return []
    shared = shared_with(HubTextFacet, facets).subquery()
    other = true() if but is None else HubEntry.id != but
    query = (
        CARD.join(shared, shared.c.text_id == HubText.id)
        .where(HubEntry.hub_id == hub.id, _PUBLIC, other)
        .order_by(shared.c.shared.desc(), HubEntry.id.desc())
        .limit(limit)
    )
    return cards(db.session.execute(query).all())


def facets_shown_by(organisation_id: int, hub: HubCard) -> frozenset[int]:
    """Return the ids of all facets of an organisation's public texts in a hub; one statement."""
    query = (
        select(HubTextFacet.facet_id)
        .join(HubText, HubText.id == HubTextFacet.text_id)
        .join(HubEntry, HubEntry.id == HubText.entry_id)
        .where(HubEntry.organisation_id == organisation_id, HubEntry.hub_id == hub.id, _PUBLIC)
        .distinct()
    )
    return frozenset(db.session.scalars(query))


def cards(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[EntryCard]:
    """Return rows of `CARD` as cards: two statements more, however many they are."""
    if not rows:
        return []
    organisations = accounts.organisations({row.organisation_id for row in rows})
    facets = facets_of(HubTextFacet, [row.text_id for row in rows])
    return [
        EntryCard(
            id=row.id,
            ref=row.ref,
            hub_id=row.hub_id,
            kind=EntryKind(row.kind),
            state=EntryState(row.state),
            organisation=organisations[row.organisation_id],
            author_id=row.author_id,
            version=row.version,
            is_public=bool(row.is_public),
            created_at=row.created_at,
            since=row.since,
            published_at=row.published_at,
            text_id=row.text_id,
            name_zh=row.name_zh,
            name_en=row.name_en,
            text_zh=row.text_zh,
            text_en=row.text_en,
            facets=facets[row.text_id],
        )
        for row in rows
    ]


def _conditions(hub: HubCard, wanted: EntryFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [HubEntry.hub_id == hub.id, _PUBLIC]
    if wanted.kind is not None:
        found.append(HubEntry.kind == wanted.kind)
    if wanted.q:
        hits = search.matching(SEARCH_KIND, wanted.q)
        if hits is not None:
            found.append(HubEntry.id.in_(hits))
    if wanted.facets:
        found.append(HubText.id.in_(with_all(HubTextFacet, wanted.facets)))
    return found
