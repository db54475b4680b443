"""What is looked for in a hub, as the address holds it: words, and a facet of each dimension."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from app.hubs.domain.hubs import Dimension

if TYPE_CHECKING:
    from app.hubs.domain.hubs import FacetCard, HubCard

LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class HubSearch:
    """A search; what can not be read is left out."""

    q: str | None
    facets: tuple[FacetCard, ...]
    cursor: str | None

    @property
    def wishes(self) -> dict[str, str]:
        """Return the words and facets as an address has them."""
        words = {"q": self.q} if self.q else {}
        return words | {str(facet.dimension): facet.slug for facet in self.facets}


def search_of(hub: HubCard) -> HubSearch:
    """Return the search in the address of the request."""
    chosen = [
        facet
        for dimension in Dimension
        for facet in hub.facets_of(dimension)
        if facet.slug == request.args.get(str(dimension))
    ]
    q = request.args.get("q", "").strip()[:LONGEST_QUERY]
    return HubSearch(q or None, tuple(chosen), request.args.get("cursor"))
