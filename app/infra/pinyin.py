"""How Chinese names are typed without a Chinese keyboard: 质谱仪 as zhipuyi, and by its initials as zpy.

A name is found from any of its characters on: each run of 汉字 gives the pinyin, and the initials, of every
end of it, and a query's last word matches as a prefix (infra.search). A character with several readings
stands in each of them, one at a time: pypinyin's phrases know most, not all.

Its dictionary takes 50 MB, so it is loaded by the first name that asks for it, in the processes that do.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from app.infra.search import HAN, INITIALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")
# Nobody types more of a name than this.
LONGEST_TYPED = 12
# Of a character's readings; the dictionary also has those of classical texts.
MOST_READINGS = 2


def spoken(names: Iterable[str]) -> Iterator[str]:
    """Return the words by which names are found besides their own: pinyin, and initials marked as such."""
    return chain.from_iterable(map(_of_name, names))


@lru_cache(maxsize=8192)
def _of_name(name: str) -> tuple[str, ...]:
    """Return the words of one name. Remembered: an import's rows share their kinds and institutions."""
    runs = _HAN_RUN.findall(unicodedata.normalize("NFKC", name))
    return tuple(dict.fromkeys(word for run in runs for word in _of_run(run)))


def _of_run(run: str) -> Iterator[str]:
    """Yield the words of a run, read as its phrases say, then with one other reading of one character."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 -- see above

    usual = _plain(lazy_pinyin(run, errors="ignore"))
    if len(usual) != len(run):
        return  # a character that the dictionary does not know
    yield from _from(usual, range(len(run) - 1))
    for place, character in enumerate(run):
        starts = range(max(0, place - LONGEST_TYPED + 1), min(place + 1, len(run) - 1))
        for other in _readings_of(character):
            if other != usual[place]:
                yield from _from([*usual[:place], other, *usual[place + 1 :]], starts)


def _from(syllables: Sequence[str], starts: Iterable[int]) -> Iterator[str]:
    for start in starts:
        typed = syllables[start : start + LONGEST_TYPED]
        yield "".join(typed)
        yield INITIALS + "".join(syllable[0] for syllable in typed)


@lru_cache(maxsize=8192)
def _readings_of(character: str) -> Sequence[str]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 -- see above

    (found,) = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return _plain(found)[:MOST_READINGS]


def _plain(syllables: Iterable[str]) -> list[str]:
    """Return syllables as they are typed: 率 is lv on every keyboard."""
    return [syllable.replace("ü", "v") for syllable in syllables]
