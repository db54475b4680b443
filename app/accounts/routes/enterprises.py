"""The enterprises of an officer's region: verified, put into control groups; and their documents."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import enterprises, queries, registrations
from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.accounts.domain.verification import VerificationAction
from app.accounts.forms.register import GroupForm, ReasonForm
from app.accounts.present.list_columns import ENTERPRISES
from app.accounts.present.register import (
    PAGE_SIZE,
    SHELVES,
    Shelf,
    enterprise_rows,
    record_page,
)
from app.accounts.routes.blueprint import pages
from app.accounts.routes.words import record_words
from app.infra import clock
from app.infra.documents.sending import send_document
from app.infra.forms import Form, submitted
from app.infra.list_files import READ, send_list

Answer = Response | tuple[str, int]
LISTED = {Shelf.WAITING: queries.waiting_enterprises_in, Shelf.ALL: queries.enterprises_in}


@pages.get("/enterprises")
@requires(Permission.VERIFY_ENTERPRISES)
def region_enterprises() -> str:
    """List the enterprises of the officer's region, those that wait for a look first."""
    shelf, place = _shelf(), queries.ENTERPRISE_SORTS.asked()
    found = LISTED[shelf](_own_region(), place=place, limit=PAGE_SIZE + 1)
    shown, following = queries.ENTERPRISE_SORTS.page(found, PAGE_SIZE, place)
    return render_template(
        "accounts/enterprises.html",
        rows=enterprise_rows(shown),
        cursor=following,
        shelf=shelf,
        shelves=SHELVES,
        sort=place.text,
    )


@pages.get("/enterprises.<any(csv, xlsx):ending>")
@requires(Permission.VERIFY_ENTERPRISES)
def export_enterprises(ending: str) -> FlaskResponse:
    """Download a shelf of the register."""
    place = queries.ENTERPRISE_SORTS.place(request.args.get("sort"), None)
    found = LISTED[_shelf()](_own_region(), place=place, limit=READ)
    return send_list("enterprises", ENTERPRISES, enterprise_rows(found), ending, clock.now())


def _shelf() -> Shelf:
    wanted = request.args.get("shelf", "")
    return Shelf(wanted) if wanted in set(Shelf) else Shelf.WAITING


def _own_region() -> str:
    organisation = current_actor().organisation
    return organisation.region_code if organisation else ""


@pages.get("/enterprises/<int:enterprise_id>")
@requires(Permission.VERIFY_ENTERPRISES)
def enterprise(enterprise_id: int) -> str:
    """Show an enterprise's record and what can be decided about it."""
    return _page(enterprise_id)


@pages.post("/enterprises/<int:enterprise_id>/<any(verify, refuse):action>")
@requires(Permission.VERIFY_ENTERPRISES)
def decide_enterprise(enterprise_id: int, action: str) -> Answer:
    """Verify the record or refuse it."""
    actor, form, now = current_actor(), ReasonForm(), clock.now()
    return _decided(
        enterprise_id,
        form,
        lambda: enterprises.decide_enterprise(
            enterprise_id=enterprise_id,
            action=VerificationAction(action),
            reason=form.given(),
            by=actor,
            now=now,
        ),
    )


@pages.post("/enterprises/<int:enterprise_id>/registrations/<int:year>/<any(verify, refuse):action>")
@requires(Permission.VERIFY_ENTERPRISES)
def decide_registration(enterprise_id: int, year: int, action: str) -> Answer:
    """Verify the registration of a year or refuse it."""
    actor, form, now = current_actor(), ReasonForm(), clock.now()
    return _decided(
        enterprise_id,
        form,
        lambda: registrations.decide_registration(
            enterprise_id=enterprise_id,
            year=year,
            action=VerificationAction(action),
            reason=form.given(),
            by=actor,
            now=now,
        ),
    )


@pages.post("/enterprises/<int:enterprise_id>/control-group")
@requires(Permission.VERIFY_ENTERPRISES)
def set_control_group(enterprise_id: int) -> Answer:
    """Say whose enterprise it is."""
    actor, form, now = current_actor(), GroupForm(), clock.now()
    return _decided(
        enterprise_id,
        form,
        lambda: enterprises.set_control_group(
            enterprise_id=enterprise_id, name=form.group.data or "", by=actor, now=now
        ),
    )


@pages.get("/enterprises/<int:enterprise_id>/documents/<ref>")
@requires(Permission.SEE_RECORD)
def enterprise_document(enterprise_id: int, ref: str) -> FlaskResponse:
    """Send a document to the enterprise itself or to the officers of its area; 404 to everybody else."""
    return send_document(queries.get_enterprise_document(enterprise_id, ref, current_actor()))


def _decided(enterprise_id: int, form: Form, work: Callable[[], object]) -> Answer:
    queries.get_enterprise(enterprise_id, current_actor())
    if submitted(form, work) is None:
        return _page(enterprise_id, refused=form), 422
    flash(gettext("Saved."), "success")
    return redirect(url_for("accounts.enterprise", enterprise_id=enterprise_id), 303)


def _page(enterprise_id: int, *, refused: Form | None = None) -> str:
    page = record_page(enterprise_id, current_actor())
    known = page.enterprise.control_group
    group = GroupForm(formdata=None, group=known.name if known else "")
    return render_template(
        "accounts/enterprise.html",
        page=page,
        form=refused if isinstance(refused, ReasonForm) else ReasonForm(formdata=None),
        group=refused if isinstance(refused, GroupForm) else group,
        group_names=queries.group_names(page.enterprise.organisation.region_code),
        refused=refused,
        **record_words(),
    )
