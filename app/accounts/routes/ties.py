"""Ties between enterprises and providers, declared and ended by either."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import ties
from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import OrganisationKind
from app.accounts.forms.register import ReasonForm, TieForm
from app.accounts.present.register import tie_rows
from app.accounts.routes.blueprint import pages
from app.accounts.routes.record import own_record
from app.accounts.routes.words import record_words
from app.infra import clock
from app.infra.db import transactional
from app.infra.forms import Form, submitted

Answer = Response | tuple[str, int]


@pages.get("/ties")
@requires(Permission.SEE_TIES)
def declared_ties() -> str:
    """Show the ties of the provider one acts for."""
    return _ties_page()


@pages.post("/ties")
@requires(Permission.DECLARE_TIES)
def declare_tie() -> Answer:
    """Declare a tie."""
    actor, form, now = current_actor(), TieForm(), clock.now()
    if submitted(form, lambda: ties.declare_tie(terms=form.terms(), by=actor, now=now)) is None:
        return (own_record(tie=form) if _is_enterprise() else _ties_page(tie=form)), 422
    flash(gettext("The tie is declared: no voucher pays between the two while it lasts."), "success")
    return redirect(url_for(_page_of_ties()), 303)


@pages.post("/ties/<int:tie_id>/end")
@requires(Permission.END_TIES)
@transactional
def end_tie(tie_id: int) -> Response:
    """End a tie; today is its last day."""
    actor = current_actor()
    ended = ties.end_tie(tie_id=tie_id, reason=ReasonForm().given(), by=actor, now=clock.now())
    flash(gettext("The tie ends today."), "success")
    if actor.may(Permission.VERIFY_ENTERPRISES):
        return redirect(url_for("accounts.enterprise", enterprise_id=ended.enterprise.id), 303)
    return redirect(url_for(_page_of_ties()), 303)


def _page_of_ties() -> str:
    return "accounts.record" if _is_enterprise() else "accounts.declared_ties"


def _is_enterprise() -> bool:
    organisation = current_actor().organisation
    return organisation is not None and organisation.kind is OrganisationKind.ENTERPRISE


def _ties_page(tie: Form | None = None) -> str:
    actor = current_actor()
    return render_template(
        "accounts/ties.html",
        ties=tie_rows(actor.organisation_id or 0, actor),
        tie=tie or TieForm(formdata=None),
        end=ReasonForm(formdata=None),
        **record_words(),
    )
