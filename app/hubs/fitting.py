"""What fits what: entries and instruments a need, needs an organisation; always with the reasons why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from app.hubs.domain.hubs import Dimension, classes_of
from app.hubs.domain.matching import Match, match
from app.hubs.queries.entries import facets_shown_by, sharing
from app.hubs.queries.needs import needs_sharing
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.hubs.domain.entries import EntryCard
    from app.hubs.domain.hubs import FacetCard, HubCard
    from app.hubs.domain.needs import NeedCard

T = TypeVar("T")

#: So many that share a facet are looked at closely.
CANDIDATES = 60
MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Fit(Generic[T]):
    """Something that fits, and why."""

    thing: T
    match: Match


def entries_for_need(need: NeedCard, hub: HubCard, *, limit: int) -> list[Fit[EntryCard]]:
    """Return the entries of others that fit a need best, best first."""
    text = f"{need.title}\n{need.text}"
    fits = [
        Fit(entry, match(need.facets, entry.facets, text=text, other=said_by(entry)))
        for entry in sharing(hub, need.facets, limit=CANDIDATES)
        if not need.is_of(entry.organisation.id)
    ]
    return _best(fits, limit)


def related_entries(entry: EntryCard, hub: HubCard) -> list[Fit[EntryCard]]:
    """Return the entries that share most with one, best first."""
    fits = [
        Fit(other, match(entry.facets, other.facets, text=said_by(entry), other=said_by(other)))
        for other in sharing(hub, entry.facets, but=entry.id, limit=CANDIDATES)
    ]
    return _best(fits, CANDIDATES)


def needs_for(organisation_id: int, hub: HubCard, today: date, *, limit: int) -> list[Fit[NeedCard]]:
    """Return the open needs that fit what an organisation shows in a hub and the instruments it has."""
    shown = facets_shown_by(organisation_id, hub)
    codes = pool.classes_offered_by(organisation_id)
    own = [facet for facet in hub.facets if facet.id in shown or covers_any(facet, codes)]
    fits = [
        Fit(need, match(need.facets, own, text="", other=""))
        for need in needs_sharing(hub, own, today, but_of=organisation_id, limit=CANDIDATES)
    ]
    return _best(fits, limit)


def organisations_that_fit(need: NeedCard, hub: HubCard) -> list[int]:
    """Return the organisations to tell of a new need, best first: by their entries, then by instruments."""
    by_entries = [fit.thing.organisation.id for fit in entries_for_need(need, hub, limit=CANDIDATES)]
    classes = classes_of(facet for facet in need.facets if facet.dimension is Dimension.INSTRUMENT)
    by_instruments = pool.organisations_offering(classes, limit=MOST_TOLD) if classes else []
    found = dict.fromkeys([*by_entries, *by_instruments])
    return [each for each in found if not need.is_of(each)][:MOST_TOLD]


def covers_any(facet: FacetCard, codes: Iterable[str]) -> bool:
    """Tell whether a kind of instrument covers any of some class codes."""
    return any(code.startswith(beginning) for code in codes for beginning in facet.classes)


def said_by(entry: EntryCard) -> str:
    """Return all that an entry says."""
    return f"{entry.name_zh}\n{entry.name_en}\n{entry.text_zh}\n{entry.text_en}"


def _best(fits: list[Fit[T]], limit: int) -> list[Fit[T]]:
    return sorted(fits, key=lambda fit: -fit.match.score)[:limit]
