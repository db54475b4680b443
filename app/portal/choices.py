"""What readers choose for the device they read on: light or dark, and keyboard shortcuts. Kept in cookies.

Nothing of anybody's changes by it, so these forms need no token and work for visitors too.
"""

from collections.abc import Mapping

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from app.accounts.access import public
from app.accounts.domain.addresses import local_path
from app.kernel.errors import Invalid
from app.kernel.text import N_

choices = Blueprint("choices", __name__, url_prefix="/choices")

#: What can be chosen, by the cookie's name; the first counts for whoever chose nothing.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "theme": ("auto", "light", "dark"),
    "shortcuts": ("on", "off"),
}
ONE_YEAR_SECONDS = 365 * 24 * 3600


@choices.post("/<any('theme', 'shortcuts'):name>")
@public
def choose(name: str) -> Response:
    """Remember a choice and go back to `next`."""
    value = request.form.get("value", "")
    if value not in CHOICES[name]:
        raise Invalid("unknown_choice", N_("This can not be chosen."), field="value")
    response = redirect(local_path(request.form.get("next")), 303)
    response.set_cookie(
        name, value, max_age=ONE_YEAR_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return response


def chosen(name: str) -> str:
    """Return what this reader has chosen."""
    values = CHOICES[name]
    value = request.cookies.get(name, "")
    return value if value in values else values[0]
