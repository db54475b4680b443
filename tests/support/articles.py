"""Articles and announcements as the operator of a test's pool makes them."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.content.announcing import put_up
from app.content.articles import Move, draft_article
from app.content.domain.articles import Article, ArticleKind, Wording, Words
from app.content.domain.banners import Banner, BannerTerms, BannerTone
from app.content.domain.states import ArticleAction
from app.infra.events import SYSTEM

WORDS = Words(
    slug="pool-opens",
    kind=ArticleKind.NEWS,
    topic=None,
    is_pinned=False,
    titles=Wording("资源池开放", "The pool opens"),
    summaries=Wording("今日起可以预约。", "It can be booked from today."),
    bodies=Wording("第一段。", "The first paragraph."),
)


def words(**changes: object) -> Words:
    return replace(WORDS, **changes)


def published(at: datetime, **changes: object) -> Article:
    """Publish an article at a moment, in the caller's transaction."""
    return draft_article(words=words(**changes), move=Move(ArticleAction.PUBLISH), by=SYSTEM, now=at)


def crowd_of_articles(count: int, now: datetime) -> None:
    """Publish many news, the first of them as WORDS have it, and put up an announcement."""
    for number in range(count):
        published(now, **({"slug": f"news-{number}"} if number else {}))
    announced(now)


def announced(now: datetime, **changes: object) -> Banner:
    """Put up an announcement for a day from a moment on, in the caller's transaction."""
    terms = BannerTerms(
        Wording("今晚维护。", "Maintenance tonight."), BannerTone.INFO, "/news", now, now + timedelta(days=1)
    )
    return put_up(terms=replace(terms, **changes), by=SYSTEM, now=now)
