"""An enterprise's own record: registrations, documents, and the look of its region's officer."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import enterprise_documents, enterprises, queries, registrations
from app.accounts.access import current_actor, requires
from app.accounts.domain.days import register_day
from app.accounts.domain.enterprises import DocumentKind
from app.accounts.domain.permissions import Permission
from app.accounts.forms.register import DocumentForm, ReasonForm, RegistrationForm, TieForm
from app.accounts.present.register import SUGGESTED, record_page
from app.accounts.routes.blueprint import pages
from app.accounts.routes.words import record_words
from app.infra import clock
from app.infra.forms import Form, submitted

Answer = Response | tuple[str, int]


@pages.get("/enterprise")
@requires(Permission.KEEP_RECORD)
def record() -> str:
    """Show the own record, and forms to add to it."""
    return own_record()


@pages.post("/enterprise/registrations")
@requires(Permission.KEEP_RECORD)
def declare_registration() -> Answer:
    """Declare the registration of a year with its certificate."""
    actor, form, now = current_actor(), RegistrationForm(), clock.now()
    return _saved(
        form,
        lambda: registrations.declare_registration(terms=form.terms(), upload=form.upload, by=actor, now=now),
        registration=form,
    )


@pages.post("/enterprise/documents")
@requires(Permission.KEEP_RECORD)
def add_document() -> Answer:
    """Hand in a document about the enterprise."""
    actor, form, now = current_actor(), DocumentForm(), clock.now()
    return _saved(
        form,
        lambda: enterprise_documents.add_document(
            upload=form.upload, kind=DocumentKind(form.kind.data), by=actor, now=now
        ),
        document=form,
    )


@pages.post("/enterprise/declare")
@requires(Permission.KEEP_RECORD)
def declare_record() -> Answer:
    """Ask for another look after a refusal."""
    actor, form, now = current_actor(), ReasonForm(), clock.now()
    return _saved(
        form,
        lambda: enterprises.declare_enterprise(note=form.given(), by=actor, now=now),
        declare=form,
    )


def own_record(**forms: Form) -> str:
    """Return the page of the own record; a form given is shown as it was filled in."""
    actor = current_actor()
    enterprise = enterprises.own_enterprise(actor)
    fresh = {
        "registration": RegistrationForm,
        "document": DocumentForm,
        "declare": ReasonForm,
        "tie": TieForm,
        "end": ReasonForm,
    }
    year = register_day(clock.now()).year
    shown = {name: forms.get(name) or kind(formdata=None, year=year) for name, kind in fresh.items()}
    return render_template(
        "accounts/record.html",
        page=record_page(enterprise.id, actor),
        suggested=queries.provider_names(SUGGESTED),
        **shown,
        **record_words(),
    )


def _saved(form: Form, work: Callable[[], object], **shown: Form) -> Answer:
    if submitted(form, work) is None:
        return own_record(**shown), 422
    flash(gettext("Saved. The officers of your region will look at it."), "success")
    return redirect(url_for("accounts.record"), 303)
