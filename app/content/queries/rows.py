"""Rows of articles as the domain's values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from app.content.domain.articles import Article, ArticleKind, Headline, Topic, Wording, Words
from app.content.domain.states import ArticleState
from app.content.models import Article as ArticleRow

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Row

HEADLINE: tuple[Any, ...] = (
    ArticleRow.id, ArticleRow.slug, ArticleRow.kind, ArticleRow.topic, ArticleRow.state,
    ArticleRow.is_pinned, ArticleRow.publish_at, ArticleRow.edited_at, ArticleRow.title_zh,
    ArticleRow.title_en, ArticleRow.summary_zh, ArticleRow.summary_en,
)  # fmt: skip
WHOLE: tuple[Any, ...] = (
    *HEADLINE,
    ArticleRow.uid,
    ArticleRow.revision,
    ArticleRow.body_zh,
    ArticleRow.body_en,
)


def public(now: datetime, kinds: Collection[ArticleKind], *columns: Any) -> Select[Any]:
    """Return a query of what everybody may read of some kinds: its time has come, and it stands."""
    return select(*columns).where(
        ArticleRow.state.in_([str(ArticleState.SCHEDULED), str(ArticleState.PUBLISHED)]),
        ArticleRow.publish_at <= now,
        ArticleRow.kind.in_([*map(str, kinds)]),
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
