"""The lists of a hub: entries of a kind, instruments, providers; each with its facets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from app.hubs.domain.hubs import Dimension, classes_of
from app.hubs.queries import entries as queries
from app.hubs.queries.entries import EntryFilter
from app.infra.api.cursors import decode_cursor
from app.infra.api.paging import page
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.hubs.domain.entries import EntryCard, EntryKind
    from app.hubs.domain.hubs import FacetCard, HubCard
    from app.hubs.forms.search import HubSearch
    from app.pool.domain.cards import InstrumentCard, ProviderCard

T = TypeVar("T")

ROWS = 20


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A facet that narrows the list, and how many it would leave."""

    facet: FacetCard
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """A page of a list: its rows, where the next page begins, how many there are, and what narrows it."""

    rows: Sequence[T]
    next: str | None
    total: int
    choices: Mapping[Dimension, tuple[FacetChoice, ...]]


def entries_page(hub: HubCard, kind: EntryKind, search: HubSearch) -> ListPage[EntryCard]:
    """Gather entries of a kind. Raises Invalid `invalid_cursor`."""
    wanted = EntryFilter(kind, search.q, search.facets)
    before = None if search.cursor is None else decode_cursor(search.cursor, int)[0]
    found = queries.public_entries(hub, wanted, before_id=before, limit=ROWS + 1)
    rows, following = page(found, ROWS, lambda entry: entry.id)
    total = queries.count_by_kind(hub, wanted)[kind]
    counts = queries.count_facets(hub, wanted)
    return ListPage(rows, following, total, choices_of(hub, search.facets, counts))


def instruments_page(hub: HubCard, search: HubSearch) -> ListPage[InstrumentCard]:
    """Gather instruments. Raises Invalid `invalid_cursor`."""
    wanted = instrument_filter(hub, search)
    found = pool.catalogue(wanted, after=_after(search), limit=ROWS + 1).items
    rows, following = page(found, ROWS, lambda card: card.id)
    choices = _instrument_choices(hub, search, wanted)
    return ListPage(rows, following, pool.count(wanted), choices)


def providers_page(hub: HubCard, search: HubSearch) -> ListPage[ProviderCard]:
    """Gather providers. Raises Invalid `invalid_cursor`."""
    wanted = instrument_filter(hub, search)
    found = pool.providers_offering(wanted, after=_after(search), limit=ROWS + 1)
    rows, following = page(found, ROWS, lambda card: card.id)
    choices = _instrument_choices(hub, search, wanted)
    return ListPage(rows, following, pool.count_providers_offering(wanted), choices)


def instrument_filter(hub: HubCard, search: HubSearch) -> pool.CatalogueFilter:
    """Return what is looked for in the pool: the kind of instrument chosen, or all that the hub covers."""
    chosen = [facet for facet in search.facets if facet.dimension is Dimension.INSTRUMENT]
    return pool.CatalogueFilter(q=search.q, classes=classes_of(chosen or hub.facets))


def choices_of(
    hub: HubCard, chosen: Sequence[FacetCard], counts: Mapping[int, int]
) -> dict[Dimension, tuple[FacetChoice, ...]]:
    """Return the facets to narrow a list by: those that leave something, and those chosen."""
    return {
        dimension: tuple(
            FacetChoice(facet, counts.get(facet.id, 0), facet in chosen)
            for facet in hub.facets_of(dimension)
            if facet.id in counts or facet in chosen
        )
        for dimension in Dimension
    }


def _instrument_choices(
    hub: HubCard, search: HubSearch, wanted: pool.CatalogueFilter
) -> dict[Dimension, tuple[FacetChoice, ...]]:
    """Return the kinds of instrument with how many instruments each covers."""
    by_class = pool.class_facets(replace(wanted, classes=None))
    counts = {
        facet.id: sum(each.count for each in by_class if each.value.startswith(facet.classes))
        for facet in hub.facets_of(Dimension.INSTRUMENT)
    }
    some = {facet: count for facet, count in counts.items() if count}
    chosen = [facet for facet in search.facets if facet.dimension is Dimension.INSTRUMENT]
    return choices_of(hub, chosen, some)


def _after(search: HubSearch) -> int:
    if search.cursor is None:
        return 0
    last: int = decode_cursor(search.cursor, int)[0]
    return last
