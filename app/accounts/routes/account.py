"""One's own account: name, language, password, organisation."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import passwords, people, queries, resets, sessions, signing_in, tokens
from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.addresses import local_path
from app.accounts.domain.permissions import Permission
from app.accounts.forms import ChangePasswordForm, DetailsForm, TokenForm, typed
from app.accounts.routes.blueprint import pages
from app.accounts.routes.language import remember
from app.accounts.routes.proof import answered, proved
from app.infra import clock
from app.infra.db import transaction
from app.infra.forms import Form, submitted

#: On whose clock times are written that belong to no place: the regions of the pool share it.
ZONE = "Asia/Shanghai"


@pages.get("/account")
@requires(Permission.ACCOUNT)
def account() -> str:
    """Show one's account."""
    return account_page(current_actor())


@pages.post("/account/details")
@requires(Permission.ACCOUNT)
def save_details() -> tuple[str, int] | Response:
    """Change name and language."""
    actor, form = current_actor(), DetailsForm()
    name, locale = typed(form.name), typed(form.locale)
    if submitted(form, lambda: people.change_details(person_id=actor.person_id, name=name, locale=locale)):
        flash(gettext("Your details are saved."), "success")
        return remember(locale, redirect(url_for("accounts.account"), 303))
    return account_page(actor, details=form), 422


@pages.post("/account/password")
@requires(Permission.ACCOUNT)
def change_password() -> tuple[str, int] | Response:
    """Change the password; every other session is over."""
    actor, form = current_actor(), ChangePasswordForm()
    epoch = answered(form, lambda: _changed(actor, form))
    if epoch is not None:
        sessions.renew_epoch(epoch)
        flash(gettext("Your password is changed, and you are signed out everywhere else."), "success")
        return redirect(url_for("accounts.account"), 303)
    return account_page(actor, password=form), 422


@pages.post("/account/organisation")
@requires(Permission.ACCOUNT)
def switch_organisation() -> Response:
    """Act for another of one's organisations. Any other is 404."""
    wanted = request.form.get("organisation_id", 0, type=int)
    organisation = queries.get_own_organisation(person_id=current_actor().person_id, organisation_id=wanted)
    sessions.choose_organisation(organisation.id)
    return redirect(local_path(request.form.get("next")), 303)


def account_page(
    actor: Actor,
    *,
    details: Form | None = None,
    password: Form | None = None,
    token: Form | None = None,
    new_token: str | None = None,
) -> str:
    """Return the account page; a form given is shown as it was filled in, `new_token` this one time."""
    return render_template(
        "accounts/account.html",
        details=details or DetailsForm(name=actor.name, locale=actor.locale, formdata=None),
        password=password or ChangePasswordForm(formdata=None),
        token=token or TokenForm(formdata=None),
        new_token=new_token,
        zone=ZONE,
        tokens=tokens.tokens_of(actor.person_id, now=clock.now()),
        organisations={card.id: card for card in queries.organisations_of(actor.person_id)},
    )


def _changed(actor: Actor, form: ChangePasswordForm) -> int:
    """Return the new session epoch."""
    knock = proved(email=actor.email, password=typed(form.current), field="current")
    password, now = passwords.new_password_hash(typed(form.password), email=actor.email), clock.now()

    def change() -> int:
        signing_in.take_back(knock, now=now)
        return resets.change_password(person_id=actor.person_id, password=password, now=now)

    return transaction(change)
