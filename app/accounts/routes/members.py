"""The people of the organisation one manages: listed, invited, given other roles, removed."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import invitations, members
from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.accounts.forms import typed
from app.accounts.forms.joining import ROLE_WORDS, InvitationForm, RolesForm
from app.accounts.members import no_such_member, own_organisation
from app.accounts.ports import surroundings
from app.accounts.present.members import MOST_INVITATIONS, PAGE_SIZE, organisation_history
from app.accounts.queries import is_member
from app.accounts.queries.invitations import get_invitation_of, pending_invitations
from app.accounts.queries.roles import members_of
from app.accounts.routes.account import ZONE
from app.accounts.routes.blueprint import pages
from app.infra import clock
from app.infra.api import decode_cursor
from app.infra.api.paging import page
from app.infra.forms import Form, submitted

Answer = Response | tuple[str, int]


@pages.get("/members")
@requires(Permission.MANAGE_MEMBERS)
def list_members() -> str:
    """List who belongs to the organisation, and who is invited."""
    return _page()


@pages.post("/members/invite")
@requires(Permission.MANAGE_MEMBERS)
def invite() -> Answer:
    """Mail an invitation."""
    actor, form, now = current_actor(), InvitationForm(), clock.now()
    form.offer(own_organisation(actor))
    base_url = surroundings().base_url

    def work() -> bool:
        invitations.invite(
            email=typed(form.email),
            roles=form.chosen(),
            by=actor,
            now=now,
            link=lambda secret: base_url + url_for("accounts.invitation", secret=secret),
        )
        return True

    return _done(form, work, gettext("The invitation is on its way."), invited=form)


@pages.post("/members/<int:person_id>/roles")
@requires(Permission.MANAGE_MEMBERS)
def change_roles(person_id: int) -> Answer:
    """Give a member other roles."""
    _get_member(person_id)
    actor, form, now = current_actor(), RolesForm(prefix=f"m{person_id}"), clock.now()
    form.offer(own_organisation(actor))

    def work() -> bool:
        members.change_roles(person_id=person_id, roles=form.chosen(), by=actor, now=now)
        return True

    return _done(form, work, gettext("The roles are changed."), to=_after(person_id, actor))


@pages.post("/members/<int:person_id>/remove")
@requires(Permission.MANAGE_MEMBERS)
def remove_member(person_id: int) -> Answer:
    """Take somebody out of the organisation."""
    _get_member(person_id)
    actor, form, now = current_actor(), Form(), clock.now()

    def work() -> bool:
        members.remove_member(person_id=person_id, by=actor, now=now)
        return True

    message = gettext("Removed: their sessions and tokens act for the organisation no more.")
    return _done(form, work, message, to=_after(person_id, actor))


@pages.post("/members/invitations/<int:invitation_id>/revoke")
@requires(Permission.MANAGE_MEMBERS)
def revoke_invitation(invitation_id: int) -> Answer:
    """End an invitation; its link does not work any more."""
    actor, form, now = current_actor(), Form(), clock.now()
    get_invitation_of(own_organisation(actor).id, invitation_id)

    def work() -> bool:
        invitations.revoke_invitation(invitation_id=invitation_id, by=actor, now=now)
        return True

    return _done(form, work, gettext("The invitation is revoked."))


def _get_member(person_id: int) -> None:
    """Raise NotFound for who is no member, known or not."""
    if not is_member(person_id, own_organisation(current_actor()).id):
        raise no_such_member()


def _after(person_id: int, actor: Actor) -> str:
    """Return where to go on: who changed themselves may not see the members any more."""
    return "accounts.account" if person_id == actor.person_id else "accounts.list_members"


def _done(
    form: Form,
    work: Callable[[], bool],
    message: str,
    *,
    invited: InvitationForm | None = None,
    to: str = "accounts.list_members",
) -> Answer:
    if submitted(form, work) is None:
        return _page(refused=form, invited=invited), 422
    flash(message, "success")
    return redirect(url_for(to), 303)


def _page(*, refused: Form | None = None, invited: InvitationForm | None = None) -> str:
    actor = current_actor()
    organisation, cursor = own_organisation(actor), request.args.get("cursor")
    found = members_of(
        organisation.id, after_id=decode_cursor(cursor, int)[0] if cursor else 0, limit=PAGE_SIZE + 1
    )
    shown, following = page(found, PAGE_SIZE, lambda member: member.person_id)
    return render_template(
        "accounts/members.html",
        organisation=organisation,
        rows=[(member, _roles_form(member.person_id, member.roles)) for member in shown],
        cursor=following,
        pending=pending_invitations(organisation.id, MOST_INVITATIONS),
        inviters=invitations.inviters(organisation),
        invited=invited or _offered(InvitationForm(formdata=None)),
        refused=refused,
        history=organisation_history(organisation.id),
        role_words=ROLE_WORDS,
        now=clock.now(),
        zone=ZONE,
    )


def _roles_form(person_id: int, roles: tuple[str, ...]) -> RolesForm:
    return _offered(RolesForm(formdata=None, prefix=f"m{person_id}", roles=[str(role) for role in roles]))


def _offered(form: InvitationForm | RolesForm) -> InvitationForm | RolesForm:
    form.offer(own_organisation(current_actor()))
    return form
