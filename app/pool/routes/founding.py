"""Entering one's own organisation into the pool."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from app.accounts import sessions
from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import OrganisationCard
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.db import transaction
from app.infra.forms import submitted
from app.pool import founding, queries
from app.pool.domain.cards import RegionCard
from app.pool.forms.founding import FoundingForm, ProviderForm
from app.pool.routes.blueprint import pages

Answer = Response | tuple[str, int]
FORMS: Mapping[str, type[FoundingForm]] = {"enterprise": FoundingForm, "provider": ProviderForm}
WORK: Mapping[str, Callable[..., OrganisationCard]] = {
    "enterprise": founding.found_enterprise,
    "provider": founding.found_provider,
}


@pages.get("/found")
@requires(Permission.ACCOUNT)
def found() -> str:
    """Ask what the organisation is to the pool."""
    return render_template("pool/found.html")


@pages.route("/found/<any(enterprise, provider):kind>", methods=["GET", "POST"])
@requires(Permission.ACCOUNT)
def found_organisation(kind: str) -> Answer:
    """Enter an organisation, and act for it from now on."""
    actor, form, now = current_actor(), FORMS[kind](), clock.now()
    form.offer(queries.regions(), _name_of)
    if form.validate_on_submit():
        transaction(lambda: founding.count_founding(by=actor, now=now))
    made = submitted(form, lambda: WORK[kind](founding=form.founding(), by=actor, now=now))
    if made is None:
        status = 422 if form.errors or form.problems else 200
        return render_template("pool/found_organisation.html", form=form, kind=kind), status
    sessions.choose_organisation(made.id)
    flash(gettext("Entered into the pool. You are its manager; the first steps are below."), "success")
    return redirect(url_for("portal.home"), 303)


def _name_of(region: RegionCard) -> str:
    locale = get_locale()
    return region.name_en if locale is not None and locale.language == "en" else region.name_zh
