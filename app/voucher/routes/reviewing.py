"""The officers' side of applications: what waits, and one to decide."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.accounts.forms.register import DOCUMENT_WORDS
from app.infra import clock
from app.infra.forms import Form, submitted
from app.voucher import reviewing
from app.voucher.forms.applications import ApprovalForm, DecisionForm, filled_approval
from app.voucher.present.applications import application_page, application_rows, earlier_grants
from app.voucher.present.vouchers import ZONE
from app.voucher.queries import applications as queries
from app.voucher.queries.programmes import get_programme_by_ref
from app.voucher.routes.blueprint import pages

Answer = Response | tuple[str, int]
MOST_WAITING = 200
"""More of them than anybody decides in a week are not shown at once."""


@pages.get("/applications/queue")
@requires(Permission.REVIEW_APPLICATIONS)
def application_queue() -> str:
    """List what waits for the officer's decision, the longest first."""
    found = queries.queue(current_actor(), limit=MOST_WAITING + 1)
    return render_template(
        "voucher/queue.html",
        rows=application_rows(found[:MOST_WAITING], clock.now()),
        too_many=MOST_WAITING if len(found) > MOST_WAITING else None,
        zone=ZONE,
    )


@pages.post("/applications/<ref>/approve")
@requires(Permission.REVIEW_APPLICATIONS)
def approve_application(ref: str) -> Answer:
    """Grant it wholly or partly."""
    actor, now = current_actor(), clock.now()
    card = queries.get_application_by_ref(ref, actor)
    form = ApprovalForm().offer(get_programme_by_ref(card.programme_ref))
    return _decided(
        ref,
        form,
        lambda: reviewing.approve(application_id=card.id, approval=form.approval(), by=actor, now=now),
    )


@pages.post("/applications/<ref>/send-back")
@requires(Permission.REVIEW_APPLICATIONS)
def send_back_application(ref: str) -> Answer:
    """Ask for a correction."""
    actor, form, now = current_actor(), DecisionForm(), clock.now()
    card = queries.get_application_by_ref(ref, actor)
    return _decided(
        ref,
        form,
        lambda: reviewing.send_back(application_id=card.id, reason=form.given(), by=actor, now=now),
    )


@pages.post("/applications/<ref>/reject")
@requires(Permission.REVIEW_APPLICATIONS)
def reject_application(ref: str) -> Answer:
    """Grant nothing."""
    actor, form, now = current_actor(), DecisionForm(), clock.now()
    card = queries.get_application_by_ref(ref, actor)
    return _decided(
        ref,
        form,
        lambda: reviewing.reject(application_id=card.id, reason=form.given(), by=actor, now=now),
    )


def review_page(ref: str, *, refused: Form | None = None) -> str:
    """Return an application with all that an officer decides by."""
    actor, now = current_actor(), clock.now()
    page = application_page(ref, actor, now)
    approval = refused if isinstance(refused, ApprovalForm) else None
    decision = refused if isinstance(refused, DecisionForm) else DecisionForm(formdata=None)
    return render_template(
        "voucher/review.html",
        page=page,
        earlier=earlier_grants(page.card),
        approval=approval or filled_approval(page.card, page.outlook.programme),
        decision=decision,
        refused=refused,
        document_words=DOCUMENT_WORDS,
        zone=ZONE,
    )


def _decided(ref: str, form: Form, work: Callable[[], object]) -> Answer:
    """Decide in one transaction and go on with the queue; a refusal shows the application and why."""
    if submitted(form, work) is None:
        return review_page(ref, refused=form), 422
    flash(gettext("%(ref)s is decided.", ref=ref), "success")
    return redirect(url_for("voucher.application_queue"), 303)
