"""The other words under which a text is found, as the operator keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from flask import g

from app.pool.queries.taxonomies import known_synonyms
from app.pool.synonyms import synonyms_in


def synonyms(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words under which texts are found besides their own.

    The groups are read once a request or run: an import of many thousands asks for each row.
    """
    if "synonyms" not in g:
        g.synonyms = known_synonyms()
    return synonyms_in(cast("tuple[frozenset[str], ...]", g.synonyms), texts)
