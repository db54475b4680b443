"""Finding articles by words: the operator's by the search tables, those that come with OnePool in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, false

from app.content.domain.articles import ArticleKind, Headline, headline_of
from app.content.models import Article as ArticleRow
from app.content.queries import rows
from app.content.shipped import shipped, shipped_matching
from app.infra import search
from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

SEARCH_KIND = "article"
_NEWEST_FIRST = (ArticleRow.publish_at.desc(), ArticleRow.id.desc())


def matching(text: str) -> ColumnElement[bool]:
    """Return the condition that an article holds every word of `text`; nothing holds a text without words."""
    found = search.matching(SEARCH_KIND, text)
    return false() if found is None else ArticleRow.id.in_(found)


def search_articles(text: str, limit: int, *, now: datetime) -> list[Headline]:
    """Return what everybody may read about `text`, of every kind: the operator's first. Two queries."""
    return _search(text, tuple(ArticleKind), limit, now)


def search_help(text: str, limit: int, *, now: datetime) -> list[Headline]:
    """Return the same of help alone."""
    return _search(text, (ArticleKind.HELP,), limit, now)


def _search(text: str, kinds: Collection[ArticleKind], limit: int, now: datetime) -> list[Headline]:
    query = (
        rows.public(now, kinds, *rows.HEADLINE).where(matching(text)).order_by(*_NEWEST_FIRST).limit(limit)
    )
    own = [rows.headline(row) for row in db.session.execute(query)]
    instead = rows.public(now, (ArticleKind.HELP,), ArticleRow.slug).where(ArticleRow.slug.in_(shipped()))
    replaced = set(db.session.scalars(instead))
    others = [headline_of(each) for each in shipped_matching(text) if each.words.slug not in replaced]
    return [*own, *others][:limit]
