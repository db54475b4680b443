"""Which administrative division a text names: "江苏省", "Suzhou, Jiangsu", "320500"."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from app.pool.domain.cards import RegionLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.pool.domain.cards import RegionCard

_PARTS = re.compile(r"[,;/，、；]")
_SUFFIX = re.compile(r"(?<=..)[省市区县]$")


def covers(code: str, other: str) -> bool:
    """Tell whether division `code` is `other` or one it lies in: 310000 covers 310118."""
    return other.startswith(_stem(code))


def code_range(code: str) -> tuple[str, str]:
    """Return the lowest and highest code inside a division, e.g. 320500 → ("320500", "320599")."""
    stem = _stem(code)
    return stem.ljust(6, "0"), stem.ljust(6, "9")


def lineage(code: str) -> tuple[str, ...]:
    """Return the codes of a division and of those it lies in, nearest first: 310118, 310100, 310000."""
    return tuple(dict.fromkeys((code, f"{code[:4]}00", f"{code[:2]}0000")))


def _stem(code: str) -> str:
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


class Gazetteer:
    """Finds divisions by code or name. Names collide (two Suzhou, two Taizhou): other parts must decide.

    The pinyin of a county is that of places all over China (Datong, Jiujiang), so it only counts beside a
    part that names its area.
    """

    def __init__(self, regions: Iterable[RegionCard]) -> None:
        """Learn the names and codes of `regions`."""
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._pinyin: dict[str, set[str]] = defaultdict(set)
        for region in regions:
            for key in (region.code, *_names(region.name_zh)):
                self._codes[key].add(region.code)
            codes = self._pinyin if region.level is RegionLevel.COUNTY else self._codes
            for key in _names(region.name_en):
                codes[key].add(region.code)

    def find(self, *texts: str) -> str | None:
        """Return the smallest division that the parts of `texts` name together, or None.

        Two answers are no answer.
        """
        smallest = self.named(*texts)
        return next(iter(smallest)) if len(smallest) == 1 else None

    def named(self, *texts: str) -> frozenset[str]:
        """Return the smallest divisions that the parts of `texts` may name together: two for "Suzhou".

        Each part names some divisions or none; an answer lies in one of each.
        """
        keys = [key for text in texts for key in _parts(text)]
        named = [self._codes[key] for key in keys if key in self._codes]
        closer = [self._pinyin[key] for key in keys if key in self._pinyin] if named else []
        return (_agreed(named + closer) if closer else frozenset()) or _agreed(named)


def _agreed(named: Sequence[set[str]]) -> frozenset[str]:
    """Return the smallest divisions on which all parts agree."""
    candidates = {
        code for codes in named for code in codes if all(any(covers(c, code) for c in each) for each in named)
    }
    return frozenset(code for code in candidates if not any(covers(code, c) for c in candidates if c != code))


def _parts(text: str) -> Iterable[str]:
    return (key for part in _PARTS.split(text) for key in _names(part)[:1] if key)


def _names(name: str) -> list[str]:
    """Return a name as it is compared, and without the ending that people leave out (苏州市 → 苏州)."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    return list(dict.fromkeys((plain, _SUFFIX.sub("", plain))))
