"""What an organisation shows in the hubs: its list, a new entry, one to write on."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.hubs import writing
from app.hubs.domain.entries import EntryCard
from app.hubs.domain.states import EDITABLE
from app.hubs.forms.entry import EntryForm
from app.hubs.present import desk as present
from app.hubs.present.words import KIND_OF_SHELF
from app.hubs.queries import hubs as queries
from app.hubs.queries.own import get_own_entry
from app.hubs.routes.blueprint import Answer, pages
from app.infra import clock
from app.infra.api import PageQuery
from app.infra.api.paging import before_id
from app.infra.form_once import submitted_once
from app.infra.forms import Form, submitted


@pages.get("/hubs/mine")
@requires(Permission.WRITE_HUBS)
def mine() -> str:
    """List the organisation's entries and needs."""
    before = before_id(PageQuery(cursor=request.args.get("cursor")))
    page = present.mine_page(current_actor(), before, clock.now())
    return render_template("hubs/mine.html", page=page, hubs=queries.open_hubs())


@pages.get("/hubs/mine/needs")
@requires(Permission.WRITE_HUBS)
def own_needs() -> str:
    """List the needs that the organisation posted."""
    before = before_id(PageQuery(cursor=request.args.get("cursor")))
    page = present.needs_page(current_actor(), before, clock.now())
    return render_template("hubs/own_needs.html", page=page)


@pages.route(
    "/hubs/<slug>/<any(projects, technologies, platforms, experts):shelf>/new", methods=["GET", "POST"]
)
@requires(Permission.WRITE_HUBS)
def new_entry(slug: str, shelf: str) -> Answer:
    """Begin an entry; it is a draft until it is submitted from its own page."""
    actor, now, hub = current_actor(), clock.now(), queries.get_open_hub(slug)
    form, kind = EntryForm(), KIND_OF_SHELF[shelf]
    form.offer(hub)
    drafted = submitted_once(
        form,
        actor.person_id,
        lambda: writing.draft_entry(hub=hub, kind=kind, words=form.words(), by=actor, now=now).ref,
    )
    if drafted is None:
        form.put_beside()
        status = 422 if form.errors or form.problems else 200
        return render_template("hubs/new_entry.html", form=form, hub=hub, kind=kind), status
    flash(gettext("This is a draft. Look it over and submit it."), "success")
    return redirect(url_for("hubs.own_entry", ref=drafted), 303)


@pages.route("/hubs/mine/<ref>", methods=["GET", "POST"])
@requires(Permission.WRITE_HUBS)
def own_entry(ref: str) -> Answer:
    """Show an entry to its organisation, save what is written; with `then=submit` hand it in, too."""
    actor, now = current_actor(), clock.now()
    entry = get_own_entry(ref, actor)
    if request.method == "GET":
        return _own_page(entry), 200
    form = EntryForm()
    form.offer(queries.hubs_by_id([entry.hub_id])[entry.hub_id])
    saved = submitted(
        form,
        lambda: writing.rewrite_entry(
            ref=ref, words=form.words(), seen=form.version.data or 0, by=actor, now=now
        ),
    )
    if saved is None:
        return _own_page(get_own_entry(ref, actor), refused=form), 422
    if request.form.get("then") != "submit":
        return _done(ref, gettext("The draft is saved."))
    # What is saved stays so, even if it can not be submitted yet.
    handed_in = submitted(form, lambda: writing.submit_entry(ref=ref, by=actor, now=now))
    if handed_in is None:
        form.version.data = saved.version
        return _own_page(saved, refused=form), 422
    return _done(ref, gettext("It is submitted. You are told by mail when it is published, or what to mend."))


@pages.post("/hubs/mine/<ref>/withdraw")
@requires(Permission.WRITE_HUBS)
def withdraw_entry(ref: str) -> Answer:
    """Take an entry back for good."""
    return _acted(ref, writing.withdraw_entry, gettext("It is withdrawn."))


@pages.post("/hubs/mine/<ref>/discard")
@requires(Permission.WRITE_HUBS)
def discard_changes(ref: str) -> Answer:
    """Go back to the text that is public."""
    return _acted(ref, writing.discard_changes, gettext("Your changes are thrown away."))


def _acted(ref: str, act: Callable[..., EntryCard], done: str) -> Answer:
    actor, now, form = current_actor(), clock.now(), Form()
    entry = get_own_entry(ref, actor)
    if submitted(form, lambda: act(ref=ref, by=actor, now=now)) is None:
        return _own_page(entry, problems=form), 422
    return _done(ref, done)


def _done(ref: str, told: str) -> Answer:
    flash(told, "success")
    return redirect(url_for("hubs.own_entry", ref=ref), 303)


def _own_page(entry: EntryCard, *, refused: EntryForm | None = None, problems: Form | None = None) -> str:
    page = present.own_page(entry)
    is_late = refused is not None and refused.is_refused_for("edited_meanwhile")
    if refused is not None:
        refused.put_beside()
        if is_late:
            refused.version.data = entry.version  # whoever saves again has seen it
    return render_template(
        "hubs/own_entry.html",
        page=page,
        form=refused or EntryForm.of(entry, page.hub),
        refused=refused or problems,
        can_write=entry.state in EDITABLE,
        is_late=is_late,
    )
