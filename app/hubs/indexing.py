"""What an entry is found by in the search: its words, its facets and its organisation, in both languages.

A need is found by its words alone: they are the only ones that all may read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.hubs.queries.entries import SEARCH_KIND, public_entries_after
from app.hubs.queries.needs import SEARCH_KIND as NEED_KIND
from app.hubs.queries.needs import needs_after
from app.infra import search
from app.infra.reindexing import Indexed

if TYPE_CHECKING:
    from app.hubs.domain.entries import EntryCard
    from app.hubs.domain.needs import NeedCard


def index_entry(entry: EntryCard) -> None:
    """Put (or replace) an entry in the search."""
    names = [entry.organisation.name_zh, entry.organisation.name_en]
    names += [name for facet in entry.facets for name in (facet.name_zh, facet.name_en)]
    search.index(
        SEARCH_KIND, entry.id, [*(entry.name_zh, entry.name_en, entry.text_zh, entry.text_en), *names]
    )


def index_need(need: NeedCard) -> None:
    """Put a need in the search."""
    search.index(NEED_KIND, need.id, [need.title, need.text])


def put_entries(after: int, limit: int) -> list[int]:
    """Put the next public entries into the search anew, and return their ids."""
    found = public_entries_after(after, limit)
    for each in found:
        index_entry(each)
    return [each.id for each in found]


def put_needs(after: int, limit: int) -> list[int]:
    """Put the next needs, closed ones too, into the search anew, and return their ids."""
    found = needs_after(after, limit)
    for each in found:
        index_need(each)
    return [each.id for each in found]


INDEXED = (Indexed(SEARCH_KIND, put_entries), Indexed(NEED_KIND, put_needs))
