"""Writes the news of the demo pool, each item on its day, and puts up one announcement."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.content.announcing import put_up
from app.content.articles import Move, draft_article, edit_article
from app.content.domain.articles import Wording, Words
from app.content.domain.banners import BannerTerms, BannerTone
from app.content.domain.states import ArticleAction
from app.demo.news.items import ITEMS, Item

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor

BANNER = Wording(
    "线上培训“从预约到兑付”将于下周三 14:00 举行，欢迎参加。",
    "Next Wednesday at 14:00: an online workshop, from booking to claim (in Chinese).",
)


def write_news(operator: Actor, now: datetime) -> None:
    """Write every item as of its day."""
    for item in ITEMS:
        _write(item, operator, now)
    terms = BannerTerms(
        BANNER,
        BannerTone.INFO,
        "/news/workshop-for-newcomers",
        now - timedelta(days=1),
        now + timedelta(days=9),
    )
    put_up(terms=terms, by=event_actor(operator), now=now - timedelta(days=1))


def _write(item: Item, operator: Actor, now: datetime) -> None:
    by = event_actor(operator)
    if item.days_ago is None:
        draft_article(words=_words(item), move=None, by=by, now=now - timedelta(days=1))
        return
    at = (now - timedelta(days=item.days_ago)).replace(hour=1, minute=0, second=0, microsecond=0)
    written_at = min(at, now) - timedelta(days=2)
    drafted = draft_article(words=_words(item), move=None, by=by, now=written_at)
    move = Move(ArticleAction.PUBLISH) if at <= now else Move(ArticleAction.SCHEDULE, at)
    edit_article(
        article_id=drafted.id,
        words=drafted.words,
        seen=drafted.revision,
        move=move,
        by=by,
        now=min(at, now),
    )


def _words(item: Item) -> Words:
    return Words(
        slug=item.slug,
        kind=item.kind,
        topic=None,
        is_pinned=item.is_pinned,
        titles=Wording(item.title_zh, item.title_en),
        summaries=Wording(item.summary_zh, item.summary_en),
        bodies=Wording(item.body_zh, item.body_en),
    )
