"""Which regions a science authority acts for, by GB/T 2260 code."""

from __future__ import annotations


def reach(code: str) -> str:
    """Return what the codes of a region and all below it begin with: 320000 → 32, 320500 → 3205."""
    digits = code.rstrip("0")
    return code[: len(digits) + len(digits) % 2]


def reaches(authority: str, region: str) -> bool:
    """Tell whether an authority of one region acts for another: its own, or one that lies in it."""
    return region.startswith(reach(authority))
