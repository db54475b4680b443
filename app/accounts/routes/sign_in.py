"""Signing in and out."""

from collections.abc import Sequence

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts import sessions, signing_in
from app.accounts.access import find_actor, look_again, public
from app.accounts.domain.addresses import local_path
from app.accounts.domain.session import SignedIn
from app.accounts.forms import SignInForm, typed
from app.accounts.kept_forms import unsealed
from app.accounts.ports import SignInName, surroundings
from app.accounts.routes.blueprint import pages
from app.accounts.routes.proof import answered, proved, status_of_form, wrong_password
from app.accounts.routes.resuming import send_again
from app.infra import clock
from app.infra.db import transaction


@pages.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> tuple[str, int] | Response:
    """Sign in, and go on to `next`; who is signed in goes on at once."""
    if request.method == "GET" and find_actor():
        return redirect(local_path(request.args.get("next")))
    form, kept = SignInForm(email=request.args.get("email")), request.form.get("kept", "")
    signed_in = answered(form, lambda: _admitted(form))
    if signed_in is not None:
        sessions.begin(signed_in)
        if form_kept := unsealed(kept):
            look_again()
            return send_again(form_kept), 200
        return redirect(local_path(request.args.get("next")), 303)
    return render_template("accounts/sign_in.html", form=form, names=_names(), kept=kept), status_of_form()


@pages.post("/sign-out")
@public
def sign_out() -> Response:
    """Forget who was signed in, and go on to `next`."""
    sessions.end()
    return redirect(local_path(request.form.get("next")), 303)


def _admitted(form: SignInForm) -> SignedIn:
    knock = proved(email=typed(form.email), password=typed(form.password), field="email")
    now = clock.now()
    signed_in = transaction(lambda: signing_in.admit(knock, now=now))
    if signed_in is None:
        raise wrong_password("email")
    return signed_in


def _names() -> Sequence[SignInName]:
    where = surroundings()
    return where.sign_in_names() if where.is_local else ()
