"""People: found, and what the operator may do about an account. Never a password, never in their name."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import overseeing, tokens
from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.accounts.ports import surroundings
from app.accounts.queries import overseen
from app.calendar.forms import KINDS
from app.calendar.queries.feeds import feeds_of
from app.infra import clock
from app.infra.api.paging import page
from app.infra.db import transaction
from app.infra.forms import submitted
from app.portal.operations.desk import ROWS, asked_below, lately
from app.portal.operations.forms import PeopleForm, ReasonForm
from app.portal.operations.routes.blueprint import operations

Answer = Response | tuple[str, int]


@operations.get("/people")
@requires(Permission.OPERATE)
def people() -> str:
    """Find people by name, e-mail, organisation and role."""
    form = PeopleForm(request.args)
    found = overseen.people_found(form.wanted(), before_id=asked_below(), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda person: person.id)
    roles: dict[int, list[overseen.PersonsRole]] = {person.id: [] for person in shown}
    for role in overseen.roles_of_people(roles):
        roles[role.person_id].append(role)
    return render_template("operations/people.html", form=form, people=shown, cursor=following, roles=roles)


@operations.get("/people/<int:person_id>")
@requires(Permission.OPERATE)
def person(person_id: int) -> str:
    """Show a person: memberships, sign-ins, tokens, calendars, and what was done about the account."""
    return _page(person_id, ReasonForm(formdata=None))


@operations.post("/people/<int:person_id>/<any(lock, unlock):action>")
@requires(Permission.OPERATE)
def lock_or_unlock(person_id: int, action: str) -> Answer:
    """Keep somebody out, or let them in again."""
    by, form, now = current_actor(), ReasonForm(), clock.now()
    overseen.get_overseen(person_id)
    act = overseeing.lock_person if action == "lock" else overseeing.unlock_person

    def change() -> bool:
        act(person_id=person_id, reason=form.given(), by=by, now=now)
        return True

    if submitted(form, change) is None:
        return _page(person_id, form), 422
    return _back(person_id, gettext("Saved."))


@operations.post("/people/<int:person_id>/forget-tries")
@requires(Permission.OPERATE)
def forget_tries(person_id: int) -> Response:
    """Let somebody try to sign in again at once."""
    by, now = current_actor(), clock.now()
    return _done(
        person_id,
        lambda: overseeing.forget_tries(person_id=person_id, by=by, now=now),
        gettext("The next try may be made at once."),
    )


@operations.post("/people/<int:person_id>/sign-out")
@requires(Permission.OPERATE)
def sign_out_everywhere(person_id: int) -> Response:
    """End every session of somebody."""
    by, now = current_actor(), clock.now()
    return _done(
        person_id,
        lambda: overseeing.sign_out_everywhere(person_id=person_id, by=by, now=now),
        gettext("Every session is over. Tokens go on."),
    )


@operations.post("/people/<int:person_id>/reset-link")
@requires(Permission.OPERATE)
def send_reset_link(person_id: int) -> Response:
    """Mail somebody a link to a new password."""
    by, now, base_url = current_actor(), clock.now(), surroundings().base_url

    def link(secret: str) -> str:
        return base_url + url_for("accounts.reset", secret=secret)

    return _done(
        person_id,
        lambda: overseeing.send_reset_link(person_id=person_id, by=by, now=now, link=link),
        gettext("The link is on its way. It works once, for an hour."),
    )


@operations.post("/people/<int:person_id>/tokens/<int:token_id>/end")
@requires(Permission.OPERATE)
def end_token(person_id: int, token_id: int) -> Response:
    """End somebody's token."""
    by, now = current_actor(), clock.now()
    return _done(
        person_id,
        lambda: overseeing.end_token(person_id=person_id, token_id=token_id, by=by, now=now),
        gettext("The token is revoked."),
    )


def _done(person_id: int, work: Callable[[], None], said: str) -> Response:
    transaction(work)
    return _back(person_id, said)


def _back(person_id: int, said: str) -> Response:
    flash(said, "success")
    return redirect(url_for("operations.person", person_id=person_id), 303)


def _page(person_id: int, form: ReasonForm) -> str:
    shown, now = overseen.get_overseen(person_id), clock.now()
    return render_template(
        "operations/person.html",
        person=shown,
        now=now,
        roles=overseen.roles_of_people([person_id]),
        tries=overseen.tries_against(shown.email),
        tokens=tokens.tokens_of(person_id, now=now),
        feeds=feeds_of(person_id),
        feed_kinds=KINDS,
        history=lately(overseeing.SUBJECT, str(person_id)),
        form=form,
    )
