"""What an article is found by in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.content.queries.searching import SEARCH_KIND
from app.infra import search

if TYPE_CHECKING:
    from app.content.domain.articles import Words


def index_article(article_id: int, words: Words) -> None:
    """Put (or replace) an article in the search, in both languages."""
    both = (words.titles, words.summaries, words.bodies)
    search.index(
        SEARCH_KIND, article_id, [text for each in both for text in (each.name_zh, each.name_en) if text]
    )
