"""A provider's own accreditation: where it stands, and asking for it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.forms import submitted
from app.pool import asking, queries
from app.pool.forms.founding import AskAccreditationForm
from app.pool.routes.blueprint import pages

Answer = Response | tuple[str, int]


@pages.route("/our-accreditation", methods=["GET", "POST"])
@requires(Permission.ASK_ACCREDITATION)
def own_accreditation() -> Answer:
    """Show the provider's accreditations; ask for one where none is under way."""
    actor, form, now = current_actor(), AskAccreditationForm(), clock.now()
    asked = submitted(form, lambda: asking.ask_for_accreditation(kinds=form.given_kinds, by=actor, now=now))
    if asked is None:
        return _page(actor, form), 422 if form.errors or form.problems else 200
    flash(gettext("Your region checks it next, and puts it on public notice."), "success")
    return redirect(url_for("pool.own_accreditation"), 303)


def _page(actor: Actor, form: AskAccreditationForm) -> str:
    provider = asking.own_provider(actor)
    found = queries.accreditations(provider_ids=[provider.id])
    return render_template(
        "pool/own_accreditation.html",
        provider=provider,
        region=queries.find_region(provider.region_code or ""),
        accreditations=found,
        may_ask=not asking.standing(found),
        form=form,
    )
