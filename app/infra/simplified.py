"""One spelling of 汉字 for what is compared: traditional characters are read as their simplified ones.

Character by character, for a search knows no sentence: 乾 is 干 in 乾燥 and in 乾隆 alike, in what is looked
for as in what is kept. Nothing that is shown goes through here.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from opencc.opencc import OpenCC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# The two blocks in which characters have a simplified one.
_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


def simplified(text: str) -> str:
    """Return a text with each traditional character as its simplified one."""
    return text if text.isascii() else text.translate(_table())


def spellings(text: str) -> Iterator[tuple[str, str]]:
    """Yield each traditional character that becomes one of a simplified text, with that one."""
    for one in dict.fromkeys(text):
        if not one.isascii():
            yield from ((other, one) for other in _others().get(one, ()))


@lru_cache(maxsize=1)
def _others() -> Mapping[str, Sequence[str]]:
    """Return which characters become one."""
    found = defaultdict(list)
    for code, one in _table().items():
        found[one].append(chr(code))
    return found


@lru_cache(maxsize=1)
def _table() -> Mapping[int, str]:
    """Return what each character becomes. It takes a fifth of a second, of the first text that needs it."""
    known = [chr(code) for block in _BLOCKS for code in block]
    convert: Callable[[str], str] = OpenCC("t2s").convert
    # Commas keep phrases from being found. Twice, as 薴 becomes 苧, which becomes 苎.
    plain = convert(convert(",".join(known))).split(",")
    return {ord(one): other for one, other in zip(known, plain, strict=True) if one != other}
