"""Choosing a language: kept in a cookie, and with the person where somebody is signed in."""

from flask import redirect, request
from werkzeug.wrappers import Response

from app.accounts import people
from app.accounts.access import find_actor, public
from app.accounts.domain.addresses import local_path
from app.accounts.domain.languages import LANGUAGES
from app.accounts.routes.blueprint import pages
from app.infra.db import transaction
from app.infra.i18n import LANGUAGE_COOKIE
from app.kernel.errors import NotFound
from app.kernel.text import N_

ONE_YEAR_SECONDS = 365 * 24 * 3600


@pages.route("/language/<tag>", methods=["GET", "POST"])
@public
def choose_language(tag: str) -> Response:
    """Read OnePool in another language from now on, and go back to `next`.

    A plain link may do it (GET): it changes nothing but the reader's own view, and works without JavaScript.
    """
    if tag not in LANGUAGES:
        raise NotFound("not_found", N_("OnePool does not speak this language."))
    actor = find_actor()
    if actor is not None:
        transaction(lambda: people.choose_language(person_id=actor.person_id, locale=tag))
    return remember(tag, redirect(local_path(request.values.get("next")), 303))


def remember(tag: str, response: Response) -> Response:
    """Set the language's cookie on a response."""
    response.set_cookie(
        LANGUAGE_COOKIE,
        tag,
        max_age=ONE_YEAR_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return response
