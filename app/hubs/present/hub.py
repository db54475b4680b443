"""A hub's own page, and the list of hubs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.hubs.domain.hubs import classes_of
from app.hubs.domain.states import HUB, HubAction
from app.hubs.present.lists import instrument_filter
from app.hubs.queries import entries as queries
from app.hubs.queries import needs
from app.hubs.queries.entries import EntryFilter
from app.hubs.queries.needs import NeedFilter
from app.pool import queries as pool
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.hubs.domain.entries import EntryCard, EntryKind
    from app.hubs.domain.hubs import HubCard
    from app.hubs.domain.needs import NeedCard
    from app.hubs.forms.search import HubSearch
    from app.pool.domain.cards import InstrumentCard

MOST_ENTRIES, MOST_INSTRUMENTS, MOST_NEEDS = 6, 4, 4


@dataclass(frozen=True, slots=True)
class HubPage:
    """What a hub has: how many of each, and the newest, or what a search found."""

    counts: Mapping[EntryKind, int]
    instruments: int
    providers: int
    entries: Sequence[EntryCard]
    found_instruments: Sequence[InstrumentCard]
    needs: Sequence[NeedCard]
    open_needs: int
    actions: tuple[HubAction, ...]

    @property
    def found(self) -> int:
        """Return how many entries, instruments and needs there are of what is looked for."""
        return sum(self.counts.values()) + self.instruments + self.open_needs


def hub_page(hub: HubCard, search: HubSearch, now: datetime) -> HubPage:
    """Gather the page; with words to look for, only what they find."""
    wanted, today = EntryFilter(q=search.q, facets=search.facets), pool_day(now)
    needs_wanted, instruments = NeedFilter(search.q, search.facets), instrument_filter(hub, search)
    # Entries are counted by kind, and instruments by what the pool has: without classes there are none.
    has_classes = bool(classes_of(hub.facets))
    return HubPage(
        counts=queries.count_by_kind(hub, wanted),
        instruments=pool.count(instruments) if has_classes else 0,
        providers=pool.count_providers_offering(instruments) if has_classes else 0,
        entries=queries.public_entries(hub, wanted, limit=MOST_ENTRIES),
        found_instruments=pool.catalogue(instruments, limit=MOST_INSTRUMENTS).items if search.q else (),
        needs=needs.open_needs(hub, today, wanted=needs_wanted, limit=MOST_NEEDS),
        open_needs=needs.count_open_needs(hub, today, needs_wanted),
        actions=tuple(action for state, action in HUB if state is hub.state),
    )
