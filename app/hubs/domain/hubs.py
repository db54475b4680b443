"""A hub and its facets: what those of one field tell their work apart by. All of it is data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.hubs.domain.states import HubState
    from app.kernel.names import Name

LONGEST_SLUG = 40
LONGEST_NAME = 80
LONGEST_DESCRIPTION = 2000


class Dimension(StrEnum):
    """What a facet tells apart: the field's own areas, kinds of technology, kinds of instrument."""

    AREA = "area"
    TECHNOLOGY = "technology"
    INSTRUMENT = "instrument"


@dataclass(frozen=True, slots=True)
class HubHead:
    """What a list says of a hub."""

    slug: str
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str


@dataclass(frozen=True, slots=True)
class FacetCard:
    """One facet. `classes` are the beginnings of the pool's class codes that a kind of instrument covers."""

    id: int
    slug: str
    dimension: Dimension
    name_zh: str
    name_en: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HubCard:
    """A hub with its facets in their order. `areas` is what it calls its areas (疾病领域)."""

    id: int
    slug: str
    state: HubState
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    areas: Name
    facets: tuple[FacetCard, ...]

    def facets_of(self, dimension: Dimension) -> tuple[FacetCard, ...]:
        """Return the facets of a dimension, in their order."""
        return tuple(facet for facet in self.facets if facet.dimension == dimension)

    def named(self, slugs: Iterable[str]) -> tuple[FacetCard, ...]:
        """Return the facets with these slugs, in the hub's order; others are left out."""
        wanted = frozenset(slugs)
        return tuple(facet for facet in self.facets if facet.slug in wanted)


def classes_of(facets: Iterable[FacetCard]) -> tuple[str, ...]:
    """Return the class codes that facets cover, each once."""
    return tuple(dict.fromkeys(code for facet in facets for code in facet.classes))
