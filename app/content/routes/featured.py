"""What stands first on the home page: put there in an order and for some days, moved and taken off."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, event_actor, requires
from app.accounts.domain.permissions import Permission
from app.content import featuring
from app.content.domain.featured import MOST
from app.content.forms.featured import FeaturedForm
from app.content.present.featured import KIND_WORDS, featured_cards
from app.content.queries.featured import featured_page
from app.content.routes.blueprint import ROWS, pages
from app.infra import clock
from app.infra.api import PageQuery
from app.infra.api.paging import before_id, page
from app.infra.db import transaction
from app.infra.forms import submitted
from app.pool.domain.days import pool_day

Answer = Response | tuple[str, int]
ACTS = {"up": featuring.move_up, "off": featuring.take_off}


@pages.route("/operations/featured", methods=["GET", "POST"])
@requires(Permission.WRITE_CONTENT)
def featured() -> Answer:
    """List what is featured in its order, with the form for another."""
    form, by, now = FeaturedForm(), event_actor(current_actor()), clock.now()

    def work() -> int:
        terms = form.terms()
        shown = featured_cards([terms.target], pool_day(now))
        return featuring.feature(terms=terms, shown=shown, by=by, now=now)

    if submitted(form, work) is not None:
        flash(gettext("It is featured."), "success")
        return redirect(url_for("content.featured"), 303)
    return _list(form), 422 if form.errors or form.problems else 200


@pages.post("/operations/featured/<int:featured_id>/<any(up, off):act>")
@requires(Permission.WRITE_CONTENT)
def change_featured(featured_id: int, act: str) -> Response:
    """Move one up, or take it off."""
    by, now = event_actor(current_actor()), clock.now()
    transaction(lambda: ACTS[act](featured_id=featured_id, by=by, now=now))
    flash(gettext("It is taken off.") if act == "off" else gettext("It is moved up."), "success")
    return redirect(url_for("content.featured"), 303)


def _list(form: FeaturedForm) -> str:
    today = pool_day(clock.now())
    after = before_id(PageQuery(cursor=request.args.get("cursor"))) or 0
    rows, following = page(featured_page(today, after_place=after, limit=ROWS), ROWS, lambda each: each.place)
    return render_template(
        "content/featured.html",
        form=form,
        rows=rows,
        cards=featured_cards([each.terms.target for each in rows], today),
        kinds=KIND_WORDS,
        cursor=following,
        today=today,
        most=MOST,
    )
