"""The administrative divisions of the pool's four areas, from python-stdnum's location table.

That table keeps every code that ever was, with years, e.g. "[1992-]嘉定区" or "[-2011]卢湾区".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stdnum import numdb

from app.pool.domain.cards import RegionCard, RegionLevel
from app.pool.english_names import ENGLISH_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROVINCES = ("31", "32", "33", "34")
PILOT_DISTRICTS = frozenset({"310118", "320509", "330421", "340500"})

# Divided out of 余杭区 and others in 2021, after the table's last entry.
NEWER: Mapping[str, str] = {"330113": "临平区", "330114": "钱塘区"}

_DATED = re.compile(r"\[(?P<first>[0-9]*)-(?P<last>[0-9]*)\](?P<name>.+)")
_PLACEHOLDER = "市辖区"  # stands for "the districts of this city" and is no place itself


def divisions() -> list[RegionCard]:
    """Return the provinces, prefectures and counties of today, parents before children."""
    names = {**dict(_table()), **NEWER}
    names["310100"] = "上海市辖区"
    return [
        RegionCard(
            code=code,
            parent_code=parent_of(code),
            level=level_of(code),
            name_zh=names[code],
            name_en=ENGLISH_NAMES.get(code, names[code]),
            is_pilot=code in PILOT_DISTRICTS,
        )
        for code in sorted(names, key=lambda code: (list(RegionLevel).index(level_of(code)), code))
    ]


@lru_cache(maxsize=1)
def divisions_by_code() -> Mapping[str, RegionCard]:
    """Return the same by code, read once a process: what names a region without a query."""
    return {card.code: card for card in divisions()}


def _table() -> Iterator[tuple[str, str]]:
    """Yield code and name of each division that exists today."""
    for _, province, _, _, children in numdb.get("cn/loc").prefixes:
        if province not in PROVINCES:
            continue
        for _, rest, _, properties, _ in children:
            name = _name_today(properties.get("county", ""))
            if name and not (name == _PLACEHOLDER and level_of(province + rest) is RegionLevel.COUNTY):
                yield province + rest, name


def _name_today(names: str) -> str | None:
    for each in names.split(","):
        dated = _DATED.fullmatch(each)
        if dated is None:
            return each or None
        if not dated["last"]:
            return dated["name"]
    return None


def level_of(code: str) -> RegionLevel:
    """Return the level of a division, which its code tells."""
    if code.endswith("0000"):
        return RegionLevel.PROVINCE
    return RegionLevel.PREFECTURE if code.endswith("00") else RegionLevel.COUNTY


def parent_of(code: str) -> str | None:
    """Return the code of the division that one lies in; None for a province."""
    match level_of(code):
        case RegionLevel.PROVINCE:
            return None
        case RegionLevel.PREFECTURE:
            return f"{code[:2]}0000"
        case RegionLevel.COUNTY:
            return f"{code[:4]}00"
