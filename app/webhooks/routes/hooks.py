"""The webhooks of an organisation: the list, a new one, and one with its deliveries."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.form_once import submitted_once
from app.infra.forms import submitted
from app.webhooks import changing, registering
from app.webhooks.forms import ActForm, HookForm
from app.webhooks.present import hook_page, hook_rows
from app.webhooks.queries.hooks import get_hook, secret_of
from app.webhooks.routes.blueprint import ZONE, Answer, pages


@pages.get("/webhooks")
@requires(Permission.KEEP_WEBHOOKS)
def hooks() -> str:
    """List the organisation's webhooks."""
    return render_template("webhooks/hooks.html", rows=hook_rows(current_actor()))


@pages.route("/webhooks/new", methods=["GET", "POST"])
@requires(Permission.KEEP_WEBHOOKS)
def new_hook() -> Answer:
    """Register an address, and show its secret, this once."""
    actor, now = current_actor(), clock.now()
    form = HookForm().offer(actor)
    ref = submitted_once(
        form,
        actor.person_id,
        lambda: registering.register(url=form.address, topics=form.chosen, by=actor, now=now).card.ref,
    )
    if ref is None:
        status = 422 if form.errors or form.problems else 200
        return render_template("webhooks/new_hook.html", form=form), status
    return page_of(ref, secret=secret_of(ref, actor, given_at=None)), 201


@pages.get("/webhooks/<ref>")
@requires(Permission.KEEP_WEBHOOKS)
def hook(ref: str) -> str:
    """Show a webhook and what was delivered."""
    return page_of(ref)


@pages.route("/webhooks/<ref>/change", methods=["GET", "POST"])
@requires(Permission.KEEP_WEBHOOKS)
def change_hook(ref: str) -> Answer:
    """Change the address, and what it is told."""
    actor, now = current_actor(), clock.now()
    hook = get_hook(ref, actor)
    form = HookForm().offer(actor, hook)
    changed = submitted(
        form, lambda: changing.change_hook(ref, url=form.address, topics=form.chosen, by=actor, now=now)
    )
    if changed is None:
        status = 422 if form.errors or form.problems else 200
        return render_template("webhooks/change_hook.html", form=form, hook=hook), status
    flash(gettext("It is changed."), "success")
    return redirect(url_for("webhooks.hook", ref=ref), 303)


def page_of(ref: str, *, secret: str | None = None) -> str:
    """Return the page of a webhook; with its secret where that is new."""
    cursor = request.args.get("cursor")
    return render_template(
        "webhooks/hook.html",
        page=hook_page(ref, current_actor(), cursor),
        secret=secret,
        form=ActForm(formdata=None),
        zone=ZONE,
    )
