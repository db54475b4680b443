"""Articles: the newest, page by page, one by its address, and all of the operator's. One query each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from app.content.domain.articles import NEWS_KINDS, Article, ArticleKind, Headline, headline_of
from app.content.domain.states import ArticleState, standing
from app.content.models import Article as ArticleRow
from app.content.queries import rows
from app.content.queries.searching import matching
from app.content.shipped import shipped
from app.infra.api import decode_cursor, encode_cursor
from app.infra.db import db
from app.kernel.errors import Gone, NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection

_NEWEST_FIRST = (ArticleRow.is_pinned.desc(), ArticleRow.publish_at.desc(), ArticleRow.id.desc())
MOST_HELP = 300


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """What is looked for; None is no wish."""

    q: str | None = None
    kind: ArticleKind | None = None


@dataclass(frozen=True, slots=True)
class NewsPage:
    """Some headlines, and where the next page begins (None: this is the last)."""

    items: tuple[Headline, ...]
    cursor: str | None


def news_page(wanted: ArticleFilter, now: datetime, *, cursor: str | None, limit: int) -> NewsPage:
    """Return news and announcements, pinned ones first, then the newest. Raises Invalid `invalid_cursor`."""
    kinds = (wanted.kind,) if wanted.kind in NEWS_KINDS else NEWS_KINDS
    query = rows.public(now, kinds, *rows.HEADLINE).order_by(*_NEWEST_FIRST).limit(limit + 1)
    if wanted.q:
        query = query.where(matching(wanted.q))
    if cursor is not None:
        query = query.where(_after(cursor))
    found = [rows.headline(row) for row in db.session.execute(query)]
    return NewsPage(tuple(found[:limit]), _cursor(found[limit - 1]) if len(found) > limit else None)


def newest_news(limit: int, now: datetime) -> list[Headline]:
    """Return the headlines that come first on the page of news."""
    return list(news_page(ArticleFilter(), now, cursor=None, limit=limit).items)


def latest(limit: int, now: datetime) -> list[Article]:
    """Return whole news and announcements, the newest first whether pinned or not."""
    newest = (ArticleRow.publish_at.desc(), ArticleRow.id.desc())
    query = rows.public(now, NEWS_KINDS, *rows.WHOLE).order_by(*newest).limit(limit)
    return [rows.article(row) for row in db.session.execute(query)]


def find_public(slug: str, kinds: Collection[ArticleKind], now: datetime) -> Article:
    """Return what everybody may read at an address; help that comes with OnePool, unless there is other.

    Raises NotFound, Gone for what was withdrawn.
    """
    query = select(*rows.WHOLE).where(ArticleRow.slug == slug, ArticleRow.kind.in_([*map(str, kinds)]))
    row = db.session.execute(query).one_or_none()
    found = None if row is None else rows.article(row)
    if found is not None and standing(found.state, found.publish_at, now) is ArticleState.PUBLISHED:
        return found
    if ArticleKind.HELP in kinds and slug in shipped():
        return shipped()[slug]
    if found is not None and found.state is ArticleState.WITHDRAWN:
        raise Gone("withdrawn", N_("This article was withdrawn."))
    raise NotFound("not_found", N_("There is no such article."))


def help_headlines(now: datetime) -> list[Headline]:
    """Return all help: what comes with OnePool (or the operator's instead), then the operator's others."""
    query = rows.public(now, (ArticleKind.HELP,), *rows.HEADLINE).order_by(ArticleRow.id).limit(MOST_HELP)
    own = {row.slug: rows.headline(row) for row in db.session.execute(query)}
    return [*(own.pop(each.slug, each) for each in shipped_headlines()), *own.values()]


def shipped_headlines() -> list[Headline]:
    """Return what comes with OnePool."""
    return [headline_of(each) for each in shipped().values()]


def get_article(article_id: int) -> Article:
    """Return an article in whatever state. Raises NotFound."""
    query = select(*rows.WHOLE).where(ArticleRow.id == article_id)
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound("not_found", N_("There is no such article."))
    return rows.article(row)


def articles_after(article_id: int, limit: int) -> list[Article]:
    """Return the next articles in whatever state, by id."""
    query = select(*rows.WHOLE).where(ArticleRow.id > article_id).order_by(ArticleRow.id).limit(limit)
    return [rows.article(row) for row in db.session.execute(query)]


def desk_page(
    wanted: ArticleFilter, state: ArticleState | None, *, before_id: int | None, limit: int
) -> list[Headline]:
    """Return the operator's articles in whatever state, newest first; one more than `limit` if there is."""
    query = select(*rows.HEADLINE).order_by(ArticleRow.id.desc()).limit(limit + 1)
    if wanted.q:
        query = query.where(matching(wanted.q))
    if wanted.kind is not None:
        query = query.where(ArticleRow.kind == wanted.kind)
    if state is not None:
        query = query.where(ArticleRow.state == state)
    if before_id is not None:
        query = query.where(ArticleRow.id < before_id)
    return [rows.headline(row) for row in db.session.execute(query)]


def _cursor(last: Headline) -> str:
    at = last.publish_at.isoformat() if last.publish_at else ""
    return encode_cursor([int(last.is_pinned), at, last.id])


def _after(cursor: str) -> Any:
    pinned, at, last_id = decode_cursor(cursor, int, datetime, int)
    is_pinned = bool(pinned)
    same_time = and_(ArticleRow.publish_at == at, ArticleRow.id < last_id)
    older = and_(ArticleRow.is_pinned.is_(is_pinned), or_(ArticleRow.publish_at < at, same_time))
    return or_(older, ArticleRow.is_pinned.is_(False)) if is_pinned else older
