"""How Chinese names are typed without a Chinese keyboard: 质谱仪 as zhipuyi, and by its initials as zpy.

A name is found from any of its characters on: each run of 汉字 gives the pinyin, and the initials, of every
end of it, and a query's last word matches as a prefix (infra.search). A character with several readings
stands in each of them, one at a time: pypinyin's phrases know most, not all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin, pinyin

from app.infra.search import HAN, INITIALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")
# Nobody types more of a name than this.
LONGEST_TYPED = 12
# Of a character's readings; the dictionary also has those of classical texts.
MOST_READINGS = 2


def spoken(names: Iterable[str]) -> Iterator[str]:
    """Yield the words by which names are found besides their own: pinyin, and initials marked as such."""
    for name in names:
        for run in _HAN_RUN.findall(unicodedata.normalize("NFKC", name)):
            yield from _of_run(run)


@lru_cache(maxsize=8192)
def _of_run(run: str) -> tuple[str, ...]:
    """Return the words of one run. Remembered: an import's rows share their kinds and institutions."""
    words: dict[str, None] = {}
    for syllables in _readings(run):
        for start in range(len(syllables) - 1):
            typed = syllables[start : start + LONGEST_TYPED]
            words["".join(typed)] = None
            words[INITIALS + "".join(syllable[0] for syllable in typed)] = None
    return tuple(words)


def _readings(run: str) -> Iterator[Sequence[str]]:
    """Yield how a run is read: as its phrases say, then with one other reading of one character."""
    usual = _plain(lazy_pinyin(run, errors="ignore"))
    if len(usual) != len(run):
        return  # a character that the dictionary does not know
    yield usual
    for place, character in enumerate(run):
        for other in _readings_of(character):
            if other != usual[place]:
                yield [*usual[:place], other, *usual[place + 1 :]]


@lru_cache(maxsize=8192)
def _readings_of(character: str) -> Sequence[str]:
    (found,) = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return _plain(found)[:MOST_READINGS]


def _plain(syllables: Iterable[str]) -> list[str]:
    """Return syllables as they are typed: 率 is lv on every keyboard."""
    return [syllable.replace("ü", "v") for syllable in syllables]
