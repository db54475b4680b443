"""News for everybody: the list, one item, and the feed."""

from flask import Response, current_app, render_template, request, url_for
from flask_babel import force_locale, gettext

from app.accounts.access import public
from app.content import queries
from app.content.atom import FeedTexts, etag_of, feed_document
from app.content.domain.articles import NEWS_KINDS
from app.content.forms.article import SearchForm
from app.content.forms.words import KIND_WORDS
from app.content.present.articles import address_of, page_language, reading_of
from app.content.routes.blueprint import ROWS, pages
from app.infra import clock
from app.infra.i18n import LOCALES

IN_FEED = 20
DEFAULT = "zh-CN"


@pages.get("/news")
@public
def news() -> str:
    """Show what matches the address, pinned items first."""
    form = SearchForm()
    wanted = form.wanted()
    page = queries.news_page(wanted, clock.now(), cursor=request.args.get("cursor"), limit=ROWS)
    kinds = {kind: KIND_WORDS[kind] for kind in NEWS_KINDS}
    return render_template(
        "content/news.html",
        page=page,
        form=form,
        wanted=wanted,
        kinds=kinds,
        address_of=address_of,
    )


@pages.get("/news/<slug>")
@public
def news_article(slug: str) -> str:
    """Show one item."""
    article = queries.find_public(slug, NEWS_KINDS, clock.now())
    return render_template(
        "content/article.html",
        article=article,
        reading=reading_of(article.words, page_language()),
    )


@pages.get("/news.atom")
@public
def atom() -> Response:
    """Answer feed readers; the language is the address's, whatever the reader's cookies or headers say."""
    tag = request.args.get("lang", DEFAULT)
    tag = tag if tag in LOCALES else DEFAULT
    found = queries.latest(IN_FEED, clock.now())
    site = current_app.config["SETTINGS"].base_url
    with force_locale(LOCALES[tag]):
        texts = FeedTexts(
            language="en" if tag == "en" else "zh",
            title=gettext("OnePool: news"),
            site=site,
            own_url=f"{site}{url_for('content.atom', lang=tag)}",
            page_url=f"{site}{url_for('content.news', lang=tag)}",
        )
    document = feed_document(found, texts, [f"{site}{address_of(each)}?lang={tag}" for each in found])
    response = Response(document, content_type="application/atom+xml; charset=utf-8")
    response.set_etag(etag_of(document))
    response.headers["Cache-Control"] = "public, max-age=300"
    response.make_conditional(request)
    return response
