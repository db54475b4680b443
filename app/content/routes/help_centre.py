"""The help centre: topics, search, articles."""

from flask import render_template

from app.accounts.access import find_actor, public
from app.content import queries
from app.content.domain.articles import ArticleKind
from app.content.forms.article import SearchForm
from app.content.forms.words import TOPIC_WORDS
from app.content.present.articles import address_of, page_language, reading_of, shelves
from app.content.present.roles import own_topics
from app.content.routes.blueprint import pages
from app.infra import clock

MOST_FOUND = 50


@pages.get("/help")
@public
def help_centre() -> str:
    """Show all help by topic, or what was searched for."""
    form, now = SearchForm(), clock.now()
    found = queries.search_help(form.words, MOST_FOUND, now=now) if form.words else []
    headlines = () if form.words else queries.help_headlines(now)
    return render_template(
        "content/help.html",
        form=form,
        found=found,
        shelves=shelves(headlines, own_topics(find_actor())),
        address_of=address_of,
    )


@pages.get("/help/<slug>")
@public
def help_article(slug: str) -> str:
    """Show one article, and what else its topic holds."""
    now = clock.now()
    article = queries.find_public(slug, (ArticleKind.HELP,), now)
    topic = article.words.topic
    return render_template(
        "content/help_article.html",
        article=article,
        reading=reading_of(article.words, page_language()),
        topic=TOPIC_WORDS[topic] if topic else "",
        others=[each for each in queries.help_headlines(now) if each.topic is topic],
        address_of=address_of,
    )
