"""Making an account: asking for a link, and going on with it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import passwords, sessions, signups
from app.accounts.access import find_actor, own_language, public
from app.accounts.domain.session import SignedIn
from app.accounts.forms import typed
from app.accounts.forms.joining import NewPersonForm, SignUpForm
from app.accounts.ports import surroundings
from app.accounts.routes.blueprint import pages
from app.accounts.routes.language import remember
from app.accounts.routes.proof import answered, status_of_form
from app.accounts.signups import MailedLinks, NewPerson
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import language_tag

Answer = tuple[str, int] | Response


@pages.route("/sign-up", methods=["GET", "POST"])
@public
def sign_up() -> Answer:
    """Mail a link to go on with. The answer is the same whether or not the address has an account."""
    if request.method == "GET" and find_actor():
        return redirect("/")
    form = SignUpForm(locale=language_tag(own_language))
    if answered(form, lambda: _request(form)):
        return redirect(url_for("accounts.sign_up_sent"), 303)
    return render_template("accounts/sign_up.html", form=form), status_of_form()


@pages.get("/sign-up/sent")
@public
def sign_up_sent() -> str:
    """Say what happens now."""
    return render_template("accounts/sign_up_sent.html", folder=surroundings().mail_folder)


@pages.route("/sign-up/<secret>", methods=["GET", "POST"])
@public
def finish_sign_up(secret: str) -> Answer:
    """Say who one is. Looking does not use the link up: mail programs look, too."""
    email = signups.get_sign_up_email(secret, now=clock.now())
    form = NewPersonForm(locale=language_tag(own_language))
    signed_in = answered(form, lambda: _sign_up(secret, email, form))
    if signed_in is None:
        return render_template("accounts/new_person.html", form=form, email=email), status_of_form()
    sessions.begin(signed_in)
    flash(gettext("Welcome! Your account is made, and you are signed in."), "success")
    return remember(form.locale.data, redirect(url_for("pool.found"), 303))


def new_person(form: NewPersonForm, email: str) -> NewPerson:
    """Return who comes in. Raises Invalid for a weak password; slow, so outside any transaction."""
    password = passwords.new_password_hash(typed(form.password), email=email)
    return NewPerson(typed(form.name), form.locale.data, password)


def _request(form: SignUpForm) -> bool:
    base_url, now = surroundings().base_url, clock.now()
    links = MailedLinks(
        go_on=lambda secret: base_url + url_for("accounts.finish_sign_up", secret=secret),
        sign_in=base_url + url_for("accounts.sign_in"),
        forgotten=base_url + url_for("accounts.forgotten"),
    )
    transaction(
        lambda: signups.request_sign_up(
            email=typed(form.email),
            locale=form.locale.data,
            address=request.remote_addr or "",
            now=now,
            links=links,
        )
    )
    return True


def _sign_up(secret: str, email: str, form: NewPersonForm) -> SignedIn:
    new, now = new_person(form, email), clock.now()
    return transaction(lambda: signups.sign_up(secret=secret, new=new, now=now))
