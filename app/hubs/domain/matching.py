"""How well something fits a need or an entry, and why: shared facets first, then shared words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.hubs.domain.hubs import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.hubs.domain.hubs import FacetCard

#: What a shared facet counts. An instrument serves many fields: sharing one says least.
WEIGHTS: Mapping[Dimension, int] = {Dimension.AREA: 3, Dimension.TECHNOLOGY: 3, Dimension.INSTRUMENT: 1}
WORD_WEIGHT = 1
MOST_WORDS = 3
#: Shorter ones are shared by chance.
SHORTEST_HAN, SHORTEST_LATIN = 3, 4

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
#: Words of every text in such a place; a run of 汉字 ends at one of them.
_COMMON_HAN = re.compile("合作|寻找|希望|需要|单位|完成|可以|我们|提供|用于|已经|正在|研究|平台|技术|项目")
_COMMON = frozenset({
    "about", "also", "analysis", "based", "cell", "cells", "data", "days", "development", "experts", "from",
    "have", "method", "more", "need", "needs", "partner", "partners", "platform", "project", "research",
    "sample", "samples", "service", "study", "technology", "test", "tests", "that", "their", "this", "weeks",
    "which", "with", "without",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """How well it fits: `facets` and `words` are what both share."""

    score: int
    facets: tuple[FacetCard, ...]
    words: tuple[str, ...]


def match(wanted: Iterable[FacetCard], offered: Iterable[FacetCard], *, text: str, other: str) -> Match:
    """Return how the facets and the texts of two things fit; the facets in the order of `wanted`."""
    ids = {facet.id for facet in offered}
    shared = tuple(facet for facet in wanted if facet.id in ids)
    words = shared_words(text, other)
    return Match(sum(WEIGHTS[each.dimension] for each in shared) + WORD_WEIGHT * len(words), shared, words)


def shared_words(text: str, other: str) -> tuple[str, ...]:
    """Return a few words that both texts hold: runs of 汉字 as long as can be, and rarer Latin words."""
    found = [*_shared_latin(text, other), *_shared_han(text, other)]
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def _shared_latin(text: str, other: str) -> list[str]:
    known = {word.lower() for word in _LATIN.findall(other)}
    return [
        word
        for word in _LATIN.findall(text)
        if len(word) >= SHORTEST_LATIN and word.lower() in known and word.lower() not in _COMMON
    ]


def _shared_han(text: str, other: str) -> list[str]:
    found = []
    for run in _HAN.findall(_COMMON_HAN.sub(" ", text)):
        start = 0
        while start <= len(run) - SHORTEST_HAN:
            end = start + SHORTEST_HAN
            if run[start:end] not in other:
                start += 1
                continue
            while end < len(run) and run[start : end + 1] in other:
                end += 1
            found.append(run[start:end])
            start = end
    return sorted(found, key=len, reverse=True)
