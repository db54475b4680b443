"""Organisations: found, their members and roles, and what was done to them."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import members
from app.accounts import organisations as founding
from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import Role
from app.accounts.queries import get_organisation, get_person_by_email, overseen
from app.infra import clock
from app.infra.api.paging import page
from app.infra.db import transaction
from app.infra.forms import submitted
from app.kernel.errors import Conflict
from app.portal.context import region_names
from app.portal.operations.desk import ROWS, asked_below, lately
from app.portal.operations.forms import OrganisationsForm, RoleForm
from app.portal.operations.routes.blueprint import operations

Answer = Response | tuple[str, int]
MOST_MEMBERS = 200
ROLES = ", ".join(Role)


@operations.get("/organisations")
@requires(Permission.OPERATE)
def organisations() -> str:
    """Find organisations by name and kind."""
    form = OrganisationsForm(request.args)
    found = overseen.organisations_found(form.wanted(), before_id=asked_below(), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda row: row[0].id)
    return render_template(
        "operations/organisations.html", form=form, rows=shown, cursor=following, regions=region_names()
    )


@operations.get("/organisations/<int:organisation_id>")
@requires(Permission.OPERATE)
def organisation(organisation_id: int) -> str:
    """Show an organisation: what it is, who is what in it, and what was done to it."""
    return _page(organisation_id, None)


@operations.post("/organisations/<int:organisation_id>/roles")
@requires(Permission.OPERATE)
def give_role(organisation_id: int) -> Answer:
    """Give somebody a role there."""
    by, now = current_actor(), clock.now()
    form = RoleForm(get_organisation(organisation_id).kind)

    def give() -> bool:
        person = get_person_by_email(form.email.data or "", field="email")
        role = Role(form.role.data)
        members.give_role(organisation_id=organisation_id, person_id=person.id, role=role, by=by, now=now)
        return True

    if submitted(form, give) is None:
        return _page(organisation_id, form), 422
    return _back(organisation_id)


@operations.post(f"/organisations/<int:organisation_id>/people/<int:person_id>/<any({ROLES}):role>/take")
@requires(Permission.OPERATE)
def take_role(organisation_id: int, person_id: int, role: str) -> Answer:
    """Take a role away, or say on the same page why not."""
    by, now = current_actor(), clock.now()

    def take() -> None:
        members.take_role(
            organisation_id=organisation_id, person_id=person_id, role=Role(role), by=by, now=now
        )

    try:
        transaction(take)
    except Conflict as refusal:
        form = RoleForm(get_organisation(organisation_id).kind, formdata=None)
        form.problems = refusal.problems
        return _page(organisation_id, form), 409
    return _back(organisation_id)


def _back(organisation_id: int) -> Response:
    flash(gettext("Saved."), "success")
    return redirect(url_for("operations.organisation", organisation_id=organisation_id), 303)


def _page(organisation_id: int, form: RoleForm | None) -> str:
    shown, members_shown = get_organisation(organisation_id), overseen.roles_in(organisation_id, MOST_MEMBERS)
    return render_template(
        "operations/organisation.html",
        organisation=shown,
        region=region_names().get(shown.region_code, shown.region_code),
        members=members_shown,
        is_cut=len(members_shown) == MOST_MEMBERS,
        history=lately(founding.SUBJECT, str(organisation_id)),
        form=form or RoleForm(shown.kind, formdata=None),
    )
