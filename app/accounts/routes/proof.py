"""Proving who one is by a password: counted first, hashed outside any transaction, then acted on."""

from collections.abc import Callable
from typing import TypeVar

from flask import request

from app.accounts import passwords, signing_in
from app.accounts.signing_in import Knock
from app.infra import clock
from app.infra.db import transaction
from app.infra.forms import Form
from app.kernel.errors import Invalid
from app.kernel.text import N_

T = TypeVar("T")


def proved(*, email: str, password: str, field: str) -> Knock:
    """Return the knock of somebody whose password is right.

    Raises Invalid naming `field` for a wrong one (never telling whether the account exists), TooManyRequests
    while locked out.
    """
    now, address = clock.now(), request.remote_addr or ""
    knock = transaction(lambda: signing_in.knock(email=email, address=address, now=now))
    if not passwords.matches(knock.password_hash, password):
        raise wrong_password(field)
    return knock


def wrong_password(field: str) -> Invalid:
    """Return the one refusal of a wrong e-mail address or password."""
    return Invalid("wrong_password", N_("The e-mail address or the password is not right."), field=field)


def answered(form: Form, work: Callable[[], T]) -> T | None:
    """Return what `work` made, or None: not submitted, not valid, or refused as Invalid (kept on the form).

    As infra.forms.submitted, for work that opens its own transactions because it hashes between them.
    """
    if not form.validate_on_submit():
        return None
    try:
        return work()
    except Invalid as refusal:
        form.problems = refusal.problems
        return None


def status_of_form() -> int:
    """Return the status of a page that shows a form, perhaps again after a POST."""
    return 422 if request.method == "POST" else 200
