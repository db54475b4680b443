"""How words for the same thing are looked for in a text, so that a search in either language finds it."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.infra.simplified import simplified

_BETWEEN = re.compile(r"\W+")


def _spaced(text: str) -> str:
    return f" {_BETWEEN.sub(' ', simplified(text.lower()))} "


def _forms(word: str) -> tuple[str, ...]:
    """Return what to look for in a spaced text: Latin words whole, also in the plural; Chinese as it is."""
    if not word.isascii():
        return (simplified(word),)
    singular = _spaced(word)
    return singular, f"{singular[:-1]}s "


@lru_cache(maxsize=4096)
def _forms_of(row: frozenset[str]) -> tuple[str, ...]:
    return tuple(form for word in sorted(row) for form in _forms(word))


def synonyms_in(rows: Iterable[frozenset[str]], texts: Iterable[str]) -> Iterator[str]:
    """Yield the words of `rows` under which texts are found besides their own."""
    said = _spaced(" ".join(texts))
    for row in rows:
        if any(form in said for form in _forms_of(row)):
            yield from row
