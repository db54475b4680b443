"""What an article is found by in the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.content.queries.articles import articles_after
from app.content.queries.searching import SEARCH_KIND
from app.infra import search
from app.infra.reindexing import Indexed

if TYPE_CHECKING:
    from app.content.domain.articles import Words


def index_article(article_id: int, words: Words) -> None:
    """Put (or replace) an article in the search, in both languages."""
    both = (words.titles, words.summaries, words.bodies)
    search.index(
        SEARCH_KIND, article_id, [text for each in both for text in (each.name_zh, each.name_en) if text]
    )


def put_articles(after: int, limit: int) -> list[int]:
    """Put the next articles, in whatever state, into the search anew, and return their ids."""
    found = articles_after(after, limit)
    for each in found:
        index_article(each.id, each.words)
    return [each.id for each in found]


INDEXED = (Indexed(SEARCH_KIND, put_articles),)
