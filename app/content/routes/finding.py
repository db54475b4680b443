"""What the one search finds among news and help. Two queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from app.content.present.articles import address_of
from app.content.queries import search_articles
from app.infra import clock
from app.infra.finding import Found, Hit
from app.infra.urls import with_query
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.content.domain.articles import Headline
    from app.infra.finding import Finder

MOST_SHOWN = 5
# The list is not counted to its end: nobody reads a hundred articles of a search.
MOST_COUNTED = 100


def find_articles(q: str) -> Found:
    """Return the news and help that hold every word."""
    found = search_articles(q, MOST_COUNTED + 1, now=clock.now())
    return Found(
        word=N_("News and help"),
        icon="newspaper",
        hits=tuple(_hit(headline) for headline in found[:MOST_SHOWN]),
        total=min(len(found), MOST_COUNTED),
        url=with_query(url_for("content.help_centre"), {"q": q}),
        is_more=len(found) > MOST_COUNTED,
    )


FINDERS: tuple[Finder, ...] = (find_articles,)


def _hit(headline: Headline) -> Hit:
    return Hit(headline.titles, (), address_of(headline))
