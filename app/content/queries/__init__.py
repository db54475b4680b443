"""Reading articles, announcements and what a person has dismissed."""

from app.content.queries.articles import (
    ArticleFilter,
    NewsPage,
    desk_page,
    find_public,
    get_article,
    help_headlines,
    latest,
    newest_news,
    news_page,
    shipped_headlines,
)
from app.content.queries.banners import banners_page, get_banner, standing_banners
from app.content.queries.dismissals import has_dismissed
from app.content.queries.featured import standing_featured
from app.content.queries.searching import search_articles, search_help

__all__ = [
    "ArticleFilter",
    "NewsPage",
    "banners_page",
    "desk_page",
    "find_public",
    "get_article",
    "get_banner",
    "has_dismissed",
    "help_headlines",
    "latest",
    "newest_news",
    "news_page",
    "search_articles",
    "search_help",
    "shipped_headlines",
    "standing_banners",
    "standing_featured",
]
