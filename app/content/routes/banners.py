"""Announcements over every page: put up, taken down, and dismissed by their readers."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, event_actor, public, requires
from app.accounts.domain.addresses import local_path
from app.accounts.domain.permissions import Permission
from app.content import announcing, queries
from app.content.forms.banner import BannerForm
from app.content.routes.blueprint import ROWS, ZONE, pages
from app.content.routes.frame import HIDDEN_COOKIE, MOST_HIDDEN, hidden_banners
from app.infra import clock
from app.infra.api import PageQuery
from app.infra.api.paging import before_id, page
from app.infra.db import transaction
from app.infra.form_once import submitted_once

Answer = Response | tuple[str, int]
ONE_MONTH_SECONDS = 31 * 24 * 3600


@pages.route("/operations/announcements", methods=["GET", "POST"])
@requires(Permission.WRITE_CONTENT)
def banners() -> Answer:
    """List all announcements, with the form for another."""
    form, actor, now = BannerForm(), current_actor(), clock.now()
    by = event_actor(actor)
    made = submitted_once(
        form, actor.person_id, lambda: announcing.put_up(terms=form.terms(), by=by, now=now).id
    )
    if made is not None:
        flash(gettext("The announcement is up."), "success")
        return redirect(url_for("content.banners"), 303)
    before = before_id(PageQuery(cursor=request.args.get("cursor")))
    found = queries.banners_page(before_id=before, limit=ROWS)
    shown, following = page(found, ROWS, lambda banner: banner.id)
    status = 422 if form.errors or form.problems else 200
    return render_template(
        "content/banners.html", form=form, banners=shown, cursor=following, now=now, zone=ZONE
    ), status


@pages.post("/operations/announcements/<int:banner_id>/take-down")
@requires(Permission.WRITE_CONTENT)
def take_down_banner(banner_id: int) -> Response:
    """End an announcement now."""
    by, now = event_actor(current_actor()), clock.now()
    transaction(lambda: announcing.take_down(banner_id=banner_id, by=by, now=now))
    flash(gettext("The announcement is taken down."), "success")
    return redirect(url_for("content.banners"), 303)


@pages.post("/announcements/<int:banner_id>/dismiss")
@public
def dismiss_banner(banner_id: int) -> Response:
    """Show an announcement no more in this browser."""
    queries.get_banner(banner_id)
    answer = redirect(local_path(request.form.get("next")), 303)
    hidden = [*(each for each in hidden_banners() if each != banner_id), banner_id][-MOST_HIDDEN:]
    answer.set_cookie(
        HIDDEN_COOKIE,
        ".".join(map(str, hidden)),
        max_age=ONE_MONTH_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return answer
