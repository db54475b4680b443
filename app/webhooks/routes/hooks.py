"""The webhooks of an organisation: the list, a new one, and one with its deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.forms import submitted
from app.webhooks import registering
from app.webhooks.forms import ActForm, HookForm
from app.webhooks.present import hook_page, hook_rows
from app.webhooks.routes.blueprint import ZONE, Answer, pages

if TYPE_CHECKING:
    from app.webhooks.domain.cards import NewHook


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
    made = submitted(
        form, lambda: registering.register(url=form.address, topics=form.chosen, by=actor, now=now)
    )
    if made is None:
        status = 422 if form.errors or form.problems else 200
        return render_template("webhooks/new_hook.html", form=form), status
    return page_of(made.card.ref, made), 201


@pages.get("/webhooks/<ref>")
@requires(Permission.KEEP_WEBHOOKS)
def hook(ref: str) -> str:
    """Show a webhook and what was delivered."""
    return page_of(ref)


def page_of(ref: str, made: NewHook | None = None) -> str:
    """Return the page of a webhook; with its secret where it was made just now."""
    cursor = request.args.get("cursor")
    return render_template(
        "webhooks/hook.html",
        page=hook_page(ref, current_actor(), cursor),
        secret=made.secret if made else None,
        form=ActForm(formdata=None),
        zone=ZONE,
    )
