"""Needs: the list, one with what fits it, posting and closing one."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from app.accounts.access import current_actor, find_actor, public, requires
from app.accounts.domain.permissions import Permission
from app.hubs import moderating, needing
from app.hubs.forms.entry import TakeDownForm
from app.hubs.forms.need import CloseForm, NeedForm
from app.hubs.forms.search import search_of
from app.hubs.present import needs as present
from app.hubs.queries import hubs as queries
from app.hubs.queries.needs import get_own_need
from app.hubs.routes.blueprint import Answer, pages
from app.infra import clock
from app.infra.forms import Form, submitted


@pages.get("/hubs/<slug>/needs")
@public
def needs(slug: str) -> str:
    """List the open needs, and first those that fit the reader's organisation."""
    actor = find_actor()
    hub = queries.get_hub(slug, actor)
    search = search_of(hub)
    page = present.needs_page(hub, search, actor, clock.now())
    return render_template("hubs/needs.html", page=page, hub=hub, search=search)


@pages.get("/hubs/<slug>/needs/<ref>")
@public
def need(slug: str, ref: str) -> str:
    """Show a need and what fits it; to its poster, the answers too."""
    return _need_page(slug, ref)


@pages.route("/hubs/<slug>/needs/new", methods=["GET", "POST"])
@requires(Permission.POST_NEEDS)
def new_need(slug: str) -> Answer:
    """Post a need."""
    actor, now, hub = current_actor(), clock.now(), queries.get_open_hub(slug)
    form = NeedForm()
    form.offer(hub)
    posted = submitted(form, lambda: needing.post_need(hub=hub, words=form.words(), by=actor, now=now))
    if posted is None:
        form.put_beside()
        status = 422 if form.errors or form.problems else 200
        return render_template("hubs/new_need.html", form=form, hub=hub), status
    flash(gettext("It is posted. Those whom it fits best are told by mail."), "success")
    return redirect(url_for("hubs.need", slug=slug, ref=posted.ref), 303)


@pages.post("/hubs/<slug>/needs/<ref>/close")
@requires(Permission.POST_NEEDS)
def close_need(slug: str, ref: str) -> Answer:
    """Say what became of a need."""
    actor, now, form = current_actor(), clock.now(), CloseForm()
    hub = queries.get_open_hub(slug)
    get_own_need(hub, ref, actor)
    closed = submitted(
        form,
        lambda: needing.close_need(hub=hub, ref=ref, outcome=form.chosen(), by=actor, now=now),
    )
    if closed is None:
        return _need_page(slug, ref, form), 422
    flash(gettext("It is closed. Those who answered are told."), "success")
    return redirect(url_for("hubs.need", slug=slug, ref=ref), 303)


@pages.post("/hubs/<slug>/needs/<ref>/take-down")
@requires(Permission.MODERATE_HUBS)
def take_need_down(slug: str, ref: str) -> Answer:
    """Show a need to nobody else any more."""
    actor, now, form = current_actor(), clock.now(), TakeDownForm()
    hub = queries.get_hub(slug, actor)
    taken_down = submitted(
        form,
        lambda: moderating.take_need_down(hub=hub, ref=ref, reason=form.reason.data or "", by=actor, now=now),
    )
    if taken_down is None:
        return _need_page(slug, ref, form), 422
    flash(gettext("It is taken down, and its author is told why."), "success")
    return redirect(url_for("hubs.needs", slug=slug), 303)


def _need_page(slug: str, ref: str, refused: Form | None = None) -> str:
    actor = find_actor()
    hub = queries.get_hub(slug, actor)
    page = present.need_page(hub, ref, actor, clock.now())
    wanted = CloseForm if page.is_own else TakeDownForm
    form = refused or wanted(formdata=None)
    return render_template("hubs/need.html", page=page, hub=hub, form=form)
