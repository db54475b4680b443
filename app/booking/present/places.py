"""Where an instrument stands, as people say it: the city, then the district."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import g, has_request_context

from app.pool.divisions import divisions_by_code
from app.pool.domain.places import lineage
from app.pool.queries import regions, regions_around

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.pool.domain.cards import RegionCard


@dataclass(frozen=True, slots=True)
class Place:
    """A division with the city or province it lies in, in both languages: 无锡市 · 滨湖区, Wuxi · 滨湖区."""

    name_zh: str
    name_en: str


def place_of(code: str | None, regions: Mapping[str, RegionCard]) -> Place | None:
    """Return the place of a division, or None for one that is not in the pool's areas: the city, then it."""
    if code is None or code not in regions:
        return None
    around = (regions[each] for each in lineage(code) if each in regions)
    named = [region for region in around if not region.is_formal][:2]
    return Place(
        " · ".join(region.name_zh for region in reversed(named)),
        " · ".join(region.name_en or region.name_zh for region in reversed(named)),
    )


def _regions_of_the_page() -> Mapping[str, RegionCard]:
    """Return all regions, asked for once a request: a page of names costs one query."""
    if "regions" not in g:
        g.regions = {card.code: card for card in regions()} or divisions_by_code()
    return cast("Mapping[str, RegionCard]", g.regions)


def region_name(code: str) -> RegionCard | Place | None:
    """Return what a sentence calls a division: its name, behind its city's where it has no English one."""
    regions = _regions_of_the_page() if has_request_context() else regions_around(code)
    card = regions.get(code)
    return card if card is None or card.name_en != card.name_zh else place_of(code, regions)
