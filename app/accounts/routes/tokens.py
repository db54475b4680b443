"""One's API tokens: made (and shown once), revoked."""

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import tokens
from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.accounts.forms import TokenForm, typed
from app.accounts.routes.account import account_page
from app.accounts.routes.blueprint import pages
from app.infra import clock
from app.infra.db import transactional
from app.infra.forms import submitted
from app.kernel.errors import Forbidden
from app.kernel.text import N_


@pages.post("/account/tokens")
@requires(Permission.ACCOUNT)
def create_token() -> tuple[str, int]:
    """Make a token and show it: the one page that can, for the token itself is not kept."""
    actor, form, now = current_actor(), TokenForm(), clock.now()
    if actor.scopes is not None:
        raise Forbidden(
            "forbidden", N_("A token makes no other, which could outlive it."), fix=N_("Sign in on the site.")
        )
    token = submitted(
        form,
        lambda: tokens.create_token(
            person_id=actor.person_id,
            organisation_id=actor.organisation_id,
            scopes=form.scopes,
            label=typed(form.label),
            now=now,
            expires_at=form.expires_at(now),
        ),
    )
    if token is None:
        return account_page(actor, token=form), 422
    return account_page(actor, new_token=token), 201


@pages.post("/account/tokens/<int:token_id>/revoke")
@requires(Permission.ACCOUNT)
@transactional
def revoke_token(token_id: int) -> Response:
    """End a token."""
    tokens.revoke_token(token_id=token_id, person_id=current_actor().person_id, now=clock.now())
    flash(gettext("The token is revoked."), "success")
    return redirect(url_for("accounts.account"), 303)
