"""A forgotten password: asking for a link, and using it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import passwords, resets
from app.accounts.access import public
from app.accounts.forms import ForgottenForm, NewPasswordForm, typed
from app.accounts.ports import surroundings
from app.accounts.routes.blueprint import pages
from app.accounts.routes.proof import answered, status_of_form
from app.infra import clock
from app.infra.db import transaction


@pages.route("/forgotten", methods=["GET", "POST"])
@public
def forgotten() -> tuple[str, int] | Response:
    """Mail a reset link. The answer is the same whether or not there is such an account."""
    form = ForgottenForm()
    if form.validate_on_submit():
        _request_reset(typed(form.email))
        return redirect(url_for("accounts.link_sent"), 303)
    return render_template("accounts/forgotten.html", form=form), status_of_form()


@pages.get("/forgotten/sent")
@public
def link_sent() -> str:
    """Say what happens now."""
    return render_template("accounts/link_sent.html", folder=surroundings().mail_folder)


@pages.route("/reset/<secret>", methods=["GET", "POST"])
@public
def reset(secret: str) -> tuple[str, int] | Response:
    """Choose a new password by a mailed link. Looking does not use it up: mail programs look, too."""
    email = resets.get_reset_email(secret, now=clock.now())
    form = NewPasswordForm()
    if answered(form, lambda: _reset(secret, email, typed(form.password))):
        flash(gettext("Your password is changed. Please sign in with it."), "success")
        return redirect(url_for("accounts.sign_in"), 303)
    return render_template("accounts/reset.html", form=form, email=email), status_of_form()


def _request_reset(email: str) -> None:
    base_url, now = surroundings().base_url, clock.now()
    transaction(
        lambda: resets.request_reset(
            email=email,
            address=request.remote_addr or "",
            now=now,
            link=lambda secret: base_url + url_for("accounts.reset", secret=secret),
        )
    )


def _reset(secret: str, email: str, chosen: str) -> bool:
    """Return True when the password is set. Raises Invalid for a weak one, Gone for a used link."""
    password, now = passwords.new_password_hash(chosen, email=email), clock.now()
    transaction(lambda: resets.reset_password(secret=secret, password=password, now=now))
    return True
