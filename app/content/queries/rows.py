"""Rows of articles as the domain's values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, select

from app.content.domain.articles import Article, ArticleKind, Headline, Topic, Wording, Words
from app.content.domain.states import ArticleState
from app.content.models import Article as ArticleRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row

HEADLINE = (
    ArticleRow.id, ArticleRow.slug, ArticleRow.kind, ArticleRow.topic, ArticleRow.state,
    ArticleRow.is_pinned, ArticleRow.publish_at, ArticleRow.edited_at, ArticleRow.title_zh,
    ArticleRow.title_en, ArticleRow.summary_zh, ArticleRow.summary_en,
)  # fmt: skip
WHOLE = (*HEADLINE, ArticleRow.uid, ArticleRow.revision, ArticleRow.body_zh, ArticleRow.body_en)


def selected(columns: Sequence[Any]) -> Select[Any]:
    """Return a query of articles by some of their columns."""
    return select(*columns)


def is_public(now: datetime) -> ColumnElement[bool]:
    """Return the condition that everybody may read an article: its time has come, and it stands."""
    return and_(
        ArticleRow.state.in_([str(ArticleState.SCHEDULED), str(ArticleState.PUBLISHED)]),
        ArticleRow.publish_at <= now,
    )


def headline(row: Row[Any]) -> Headline:
    """Return a row of HEADLINE as a list shows it."""
    return Headline(
        row.slug,
        ArticleKind(row.kind),
        Topic(row.topic) if row.topic else None,
        row.is_pinned,
        Wording(row.title_zh, row.title_en),
        Wording(row.summary_zh, row.summary_en),
        row.id,
        ArticleState(row.state),
        row.publish_at,
        row.edited_at,
    )


def article(row: Row[Any]) -> Article:
    """Return a row of WHOLE as an article."""
    head = headline(row)
    words = Words(
        head.slug,
        head.kind,
        head.topic,
        head.is_pinned,
        head.titles,
        head.summaries,
        Wording(row.body_zh, row.body_en),
    )
    return Article(words, row.id, row.uid, head.state, row.publish_at, row.edited_at, row.revision)
