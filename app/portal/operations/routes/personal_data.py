"""Somebody's data, for those who ask the operator: handed over, and removed."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import removing
from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.accounts.queries import overseen
from app.accounts.routes.data import data_archive
from app.infra import clock
from app.infra.db import transaction
from app.infra.forms import submitted
from app.portal.operations.forms import ReasonForm
from app.portal.operations.routes.blueprint import operations


@operations.post("/people/<int:person_id>/data")
@requires(Permission.OPERATE)
def export_data(person_id: int) -> FlaskResponse:
    """Send everything kept about somebody as a ZIP."""
    by, now = current_actor(), clock.now()
    return data_archive(transaction(lambda: removing.export_data(person_id=person_id, by=by, now=now)))


@operations.get("/people/<int:person_id>/removal")
@requires(Permission.OPERATE)
def removal(person_id: int) -> str:
    """Say what a removal does, and what stands against it."""
    return _page(person_id, ReasonForm(formdata=None))


@operations.post("/people/<int:person_id>/removal")
@requires(Permission.OPERATE)
def remove_person(person_id: int) -> Response | tuple[str, int]:
    """Remove somebody who asked for it, for good."""
    by, form, now = current_actor(), ReasonForm(), clock.now()

    def remove() -> bool:
        removing.remove_person(person_id=person_id, reason=form.given(), by=by, now=now)
        return True

    if submitted(form, remove) is None:
        return _page(person_id, form), 422
    flash(gettext("The data is removed; a number stands in the place of the name."), "success")
    return redirect(url_for("operations.person", person_id=person_id), 303)


def _page(person_id: int, form: ReasonForm) -> str:
    return render_template(
        "operations/removal.html",
        person=overseen.get_overseen(person_id),
        form=form,
        obstacles=removing.obstacles(person_id, clock.now()),
    )
