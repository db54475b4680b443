"""The operator's desk for news and help: all articles, and the editor with its preview."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, event_actor, requires
from app.accounts.domain.permissions import Permission
from app.content import articles, queries
from app.content.domain.articles import Article
from app.content.domain.states import ArticleState, actions_in, standing
from app.content.forms.article import ArticleForm, SearchForm, article_data
from app.content.forms.words import KIND_WORDS
from app.content.present.articles import address_of, reading_of
from app.content.routes.blueprint import ROWS, ZONE, pages
from app.content.shipped import shipped
from app.infra import clock
from app.infra.api import PageQuery
from app.infra.api.paging import before_id, page
from app.infra.forms import submitted

Answer = Response | tuple[str, int]


@pages.get("/operations/articles")
@requires(Permission.WRITE_CONTENT)
def desk() -> str:
    """List the articles in every state, and the help that comes with OnePool."""
    form, now = SearchForm(), clock.now()
    before = before_id(PageQuery(cursor=request.args.get("cursor")))
    found = queries.desk_page(form.wanted(), form.wanted_state, before_id=before, limit=ROWS)
    shown, following = page(found, ROWS, lambda headline: headline.id)
    return render_template(
        "content/desk.html",
        form=form,
        headlines=[(each, standing(each.state, each.publish_at, now)) for each in shown],
        cursor=following,
        kinds=KIND_WORDS,
        states=list(ArticleState),
        shipped=queries.shipped_headlines(),
        address_of=address_of,
        zone=ZONE,
    )


@pages.route("/operations/articles/new", methods=["GET", "POST"])
@requires(Permission.WRITE_CONTENT)
def new_article() -> Answer:
    """Write an article, perhaps from the help that comes with OnePool; it stays a draft until published."""
    pattern = shipped().get(request.args.get("from", ""))
    form = ArticleForm(data=article_data(pattern) if pattern else None)
    if form.wants_preview and form.validate_on_submit():
        return _editor(form, None), 200
    by, now = event_actor(current_actor()), clock.now()
    made = submitted(
        form, lambda: articles.draft_article(words=form.words(), move=form.move(), by=by, now=now)
    )
    if made is None:
        return _editor(form, None), 422 if form.errors or form.problems else 200
    return _saved(made)


@pages.route("/operations/articles/<int:article_id>", methods=["GET", "POST"])
@requires(Permission.WRITE_CONTENT)
def edit_article(article_id: int) -> Answer:
    """Change an article, and say what becomes of it."""
    article = queries.get_article(article_id)
    form = ArticleForm(data=article_data(article))
    if form.wants_preview and form.validate_on_submit():
        return _editor(form, article), 200
    by, now = event_actor(current_actor()), clock.now()
    kept = submitted(
        form,
        lambda: articles.edit_article(
            article_id=article_id,
            words=form.words(),
            seen=form.revision.data or 0,
            move=form.move(),
            by=by,
            now=now,
        ),
    )
    if kept is None:
        return _editor(form, article), 422 if form.errors or form.problems else 200
    return _saved(kept)


def _saved(article: Article) -> Response:
    flash(gettext("Saved."), "success")
    return redirect(url_for("content.edit_article", article_id=article.id), 303)


def _editor(form: ArticleForm, article: Article | None) -> str:
    now = clock.now()
    theirs = None
    if article and form.is_refused_for("edited_meanwhile"):
        theirs = queries.get_article(article.id)
        form.revision.data = theirs.revision  # whoever saves again has seen it
    state = standing(article.state, article.publish_at, now) if article else ArticleState.DRAFT
    words = form.words().cleaned() if form.wants_preview and not form.errors else None
    too_large = words.size_problems() if words else []
    return render_template(
        "content/editor.html",
        form=form,
        article=article,
        theirs=theirs,
        state=state,
        actions=actions_in(state),
        faults=too_large,
        previews=[reading_of(words, each) for each in ("zh", "en")] if words and not too_large else [],
        address=address_of(article) if article else None,
        zone=ZONE,
    )
