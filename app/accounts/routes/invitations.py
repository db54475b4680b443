"""Answering an invitation: with the account one has, or with a new one."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import invitations, sessions
from app.accounts.access import current_actor, find_actor, own_language, public, requires
from app.accounts.domain.actor import PersonCard
from app.accounts.domain.permissions import Permission
from app.accounts.domain.session import SignedIn
from app.accounts.forms.joining import ROLE_WORDS, NewPersonForm
from app.accounts.routes.blueprint import pages
from app.accounts.routes.language import remember
from app.accounts.routes.proof import answered, status_of_form
from app.accounts.routes.sign_up import new_person
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import language_tag

Answer = tuple[str, int] | Response


@pages.route("/invitations/<secret>", methods=["GET", "POST"])
@public
def invitation(secret: str) -> Answer:
    """Show an invitation; who has no account yet makes one here and has joined."""
    offer = invitations.get_offer(secret, now=clock.now())
    form = NewPersonForm(locale=language_tag(own_language))
    joined = (
        answered(form, lambda: _join(secret, offer.invitation.email, form)) if not offer.invited else None
    )
    if joined is not None:
        sessions.begin(SignedIn(joined.id, offer.organisation.id, 0))
        flash(gettext("Welcome! Your account is made, and you are signed in."), "success")
        return remember(joined.locale, redirect(url_for("portal.home"), 303))
    page = render_template(
        "accounts/invitation.html",
        offer=offer,
        form=form,
        secret=secret,
        mine=(actor := find_actor()) is not None and actor.email == offer.invitation.email,
        role_words=ROLE_WORDS,
    )
    return page, status_of_form()


@pages.post("/invitations/<secret>/accept")
@requires(Permission.ACCOUNT)
def accept_invitation(secret: str) -> Response:
    """Join with the account one is signed in with, and act for the organisation from now on."""
    actor, now = current_actor(), clock.now()
    organisation_id = transaction(lambda: invitations.accept(secret=secret, by=actor, now=now))
    sessions.choose_organisation(organisation_id)
    flash(gettext("You have joined the organisation."), "success")
    return redirect(url_for("portal.home"), 303)


def _join(secret: str, email: str, form: NewPersonForm) -> PersonCard:
    new, now = new_person(form, email), clock.now()
    return transaction(lambda: invitations.accept_as_new(secret=secret, new=new, now=now))
