"""Applying for a voucher: the list, a new one, one as its enterprise sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.documents.sending import send_document
from app.infra.form_once import submitted_once
from app.infra.forms import Form, submitted
from app.voucher import applications
from app.voucher.applicants import standing_of
from app.voucher.domain.cards import ProgrammeCard
from app.voucher.forms.applications import ApplicationForm, DecisionForm
from app.voucher.present.applications import application_page, application_rows
from app.voucher.present.outlook import outlook
from app.voucher.present.vouchers import ZONE
from app.voucher.queries import applications as queries
from app.voucher.queries.programmes import open_programmes
from app.voucher.routes.blueprint import ROWS, pages
from app.voucher.routes.reviewing import review_page

Answer = Response | tuple[str, int]


@pages.get("/applications")
@requires(Permission.SEE_APPLICATIONS)
def my_applications() -> str:
    """List the enterprise's applications; for an officer, all that the region ever got."""
    actor, now = current_actor(), clock.now()
    place = queries.APPLICATION_SORTS.asked()
    found = queries.applications(actor, place=place, limit=ROWS + 1)
    shown, following = queries.APPLICATION_SORTS.page(found, ROWS, place)
    rows = application_rows(shown, now)
    return render_template(
        "voucher/applications.html", rows=rows, cursor=following, zone=ZONE, sort=place.text
    )


@pages.route("/applications/new", methods=["GET", "POST"])
@requires(Permission.APPLY_FOR_VOUCHERS)
def new_application() -> Answer:
    """Begin an application; it is a draft until it is submitted from its own page."""
    actor, form, now = current_actor(), ApplicationForm(), clock.now()
    programmes = open_programmes(actor)
    chosen = _chosen(programmes)
    if chosen is None or actor.organisation is None:
        return render_template("voucher/new_application.html", programmes=(), form=form), 200

    def draft() -> str:
        terms = form.terms()
        return applications.draft_application(programme_id=chosen.id, terms=terms, by=actor, now=now).ref

    ref = submitted_once(form, actor.person_id, draft)
    if ref is None:
        shown = outlook(standing_of(chosen, actor.organisation.id, now), now)
        status = 422 if form.errors or form.problems else 200
        return render_template(
            "voucher/new_application.html", programmes=programmes, form=form, outlook=shown
        ), status
    flash(gettext("This is a draft. Look it over and submit it."), "success")
    return redirect(url_for("voucher.application", ref=ref), 303)


@pages.get("/applications/<ref>")
@requires(Permission.SEE_APPLICATIONS)
def application(ref: str) -> str:
    """Show one application: to its enterprise, or to the officers who decide about it."""
    if current_actor().may(Permission.REVIEW_APPLICATIONS):
        return review_page(ref)
    return _own_page(ref)


@pages.post("/applications/<ref>/change")
@requires(Permission.APPLY_FOR_VOUCHERS)
def change_application(ref: str) -> Answer:
    """Save a draft, or one that was sent back; with `then=submit` hand it in, too."""
    actor, form, now = current_actor(), ApplicationForm(), clock.now()
    card = queries.get_application_by_ref(ref, actor)

    def save() -> object:
        if form.has_file:
            applications.add_application_document(
                application_id=card.id, upload=form.upload, by=actor, now=now
            )
        return applications.rewrite_application(application_id=card.id, terms=form.terms(card.tier), by=actor)

    if request.form.get("then") != "submit":
        return _acted(ref, form, save, gettext("The draft is saved."))
    if submitted(form, save) is None:
        return _own_page(ref, refused=form), 422
    # What is saved stays so, even if it can not be submitted yet.
    return _acted(
        ref,
        Form(),
        lambda: applications.submit(application_id=card.id, by=actor, now=now),
        gettext("It is submitted. The officers of your region look at it now."),
    )


@pages.post("/applications/<ref>/withdraw")
@requires(Permission.APPLY_FOR_VOUCHERS)
def withdraw_application(ref: str) -> Answer:
    """Take it back."""
    actor, form, now = current_actor(), DecisionForm(), clock.now()
    card = queries.get_application_by_ref(ref, actor)
    return _acted(
        ref,
        form,
        lambda: applications.withdraw(application_id=card.id, reason=form.given(), by=actor, now=now),
        gettext("It is withdrawn."),
    )


@pages.get("/applications/<ref>/documents/<document_ref>")
@requires(Permission.SEE_APPLICATIONS)
def application_document(ref: str, document_ref: str) -> FlaskResponse:
    """Send a document to the enterprise or to the officers who decide; 404 to everybody else."""
    return send_document(queries.get_application_document(ref, document_ref, current_actor()))


def _acted(ref: str, form: Form, work: Callable[[], object], done: str) -> Answer:
    if submitted(form, work) is None:
        return _own_page(ref, refused=form), 422
    flash(done, "success")
    return redirect(url_for("voucher.application", ref=ref), 303)


def _own_page(ref: str, *, refused: Form | None = None) -> str:
    shown = application_page(ref, current_actor(), clock.now())
    form = refused if isinstance(refused, ApplicationForm) else ApplicationForm.of(shown.card)
    return render_template(
        "voucher/application.html",
        page=shown,
        form=form,
        withdrawal=refused if isinstance(refused, DecisionForm) else DecisionForm(formdata=None),
        refused=refused,
        can_apply=current_actor().may(Permission.APPLY_FOR_VOUCHERS),
        zone=ZONE,
    )


def _chosen(programmes: Sequence[ProgrammeCard]) -> ProgrammeCard | None:
    """Return the programme the address names, or the first; None where none is open."""
    wanted = request.args.get("programme", type=int)
    return next((each for each in programmes if each.id == wanted), programmes[0] if programmes else None)
