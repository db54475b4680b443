"""An article in the reader's language, or in the other one where that is all there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import get_locale

from app.content.domain.articles import TAGS, ArticleKind, Headline, Topic
from app.content.forms.words import TOPIC_WORDS
from app.content.markdown import rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from app.content.domain.articles import Article, Words


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it is read; `tag` is the language shown, `is_wanted` whether it was asked for."""

    title: str
    summary: str
    body: Markup
    tag: str
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """The help under one topic; `word` is translated when it is shown."""

    topic: Topic
    word: str
    headlines: Sequence[Headline]


def page_language() -> str:
    """Return the page's language: `zh` or `en`."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"


def reading_of(words: Words, wanted: str) -> Reading:
    """Return the words in `zh` or `en`, as far as they are there."""
    shown = words.language_for(wanted)
    return Reading(
        words.titles.of(shown),
        words.summaries.of(shown),
        rendered(words.bodies.of(shown)),
        TAGS[shown],
        shown == wanted,
    )


def address_of(article: Article | Headline) -> str:
    """Return the path at which everybody reads an article."""
    words = article if isinstance(article, Headline) else article.words
    endpoint = "content.help_article" if words.kind is ArticleKind.HELP else "content.news_article"
    return url_for(endpoint, slug=words.slug)


def shelves(headlines: Sequence[Headline], first: Sequence[Topic]) -> list[Shelf]:
    """Return help by topic, those of the reader's own role before the others."""
    order = [*first, *(topic for topic in Topic if topic not in first)]
    sorted_out = [Shelf(topic, TOPIC_WORDS[topic], _under(topic, headlines)) for topic in order]
    return [shelf for shelf in sorted_out if shelf.headlines]


def _under(topic: Topic, headlines: Sequence[Headline]) -> list[Headline]:
    return [each for each in headlines if each.topic is topic]
