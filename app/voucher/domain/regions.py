"""How divisions lie in one another, by GB/T 2260 code: 310118 lies in 310100, that in 310000."""

from __future__ import annotations

from enum import StrEnum

_DIGITS = (6, 4, 2)
"""How many digits of a code name a district, a city and a province-level area."""


class Locality(StrEnum):
    """How near a provider is to the enterprise."""

    SAME_DISTRICT = "same_district"
    SAME_PROVINCE = "same_province"
    """The same province-level area, but another district."""
    OTHER_PROVINCE = "other_province"


def reach(code: str) -> str:
    """Return what the codes of a region and all below it begin with: 320000 → 32, 320500 → 3205."""
    digits = code.rstrip("0")
    return code[: len(digits) + len(digits) % 2]


def reaches(authority: str, region: str) -> bool:
    """Tell whether an authority of one region acts for another: its own, or one that lies in it."""
    return region.startswith(reach(authority))


def enclosing(code: str) -> tuple[str, ...]:
    """Return a region's code and those it lies in, the nearest first, each once."""
    return tuple(dict.fromkeys(code[:digits].ljust(6, "0") for digits in _DIGITS)) if code else ()


def locality_of(enterprise_region: str, provider_region: str) -> Locality:
    """Return how near a provider is; one without a region in China is of no province."""
    if enterprise_region in enclosing(provider_region):
        return Locality.SAME_DISTRICT
    if is_same_province(enterprise_region, provider_region):
        return Locality.SAME_PROVINCE
    return Locality.OTHER_PROVINCE


def is_same_province(one: str, other: str) -> bool:
    """Tell whether two regions are of one province-level area, which the first two digits name."""
    return one[:2] == other[:2]
