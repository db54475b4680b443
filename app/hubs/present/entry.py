"""One entry as all read it: what it says, what is related, and the ways to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.hubs.domain.entries import EntryKind
from app.hubs.domain.hubs import Dimension, classes_of
from app.hubs.fitting import Fit, related_entries
from app.hubs.queries.entries import get_public_entry
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.hubs.domain.entries import EntryCard
    from app.hubs.domain.hubs import HubCard
    from app.pool.domain.cards import InstrumentCard, ProviderCard, ServiceCard

MOST_OF_A_KIND, MOST_INSTRUMENTS, MOST_PROVIDERS, MOST_SERVICES = 3, 4, 4, 3


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry with what shares its facets. `provider` is its organisation's, where it is one."""

    entry: EntryCard
    related: Mapping[EntryKind, Sequence[Fit[EntryCard]]]
    instruments: Sequence[InstrumentCard]
    providers: Sequence[ProviderCard]
    provider: ProviderCard | None
    services: Sequence[ServiceCard]


def entry_page(hub: HubCard, ref: str) -> EntryPage:
    """Gather the page. Raises NotFound, also for an entry without a public text."""
    entry = get_public_entry(hub, ref)
    provider = pool.provider_of(entry.organisation.id)
    classes = classes_of(facet for facet in entry.facets if facet.dimension is Dimension.INSTRUMENT)
    wanted = pool.CatalogueFilter(classes=classes)
    services = pool.ServiceFilter(provider=provider.code if provider else "")
    return EntryPage(
        entry=entry,
        related=_by_kind(related_entries(entry, hub)),
        instruments=pool.catalogue(wanted, limit=MOST_INSTRUMENTS).items if classes else (),
        providers=pool.providers_offering(wanted, limit=MOST_PROVIDERS) if classes else (),
        provider=provider,
        services=pool.services_page(services, limit=MOST_SERVICES).items if provider else (),
    )


def _by_kind(fits: Sequence[Fit[EntryCard]]) -> dict[EntryKind, Sequence[Fit[EntryCard]]]:
    found = {kind: [fit for fit in fits if fit.thing.kind is kind] for kind in EntryKind}
    return {kind: some[:MOST_OF_A_KIND] for kind, some in found.items() if some}
