"""A form that came after its session or its page had grown too old: nothing that was typed is lost.

The error table sends such a form here with everything in it (307). Who is still signed in sends it again at
once; everybody else signs in first. Nothing is done before its sender says so: the form on these pages has a
token of its own.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts.access import find_actor, public
from app.accounts.forms import SignInForm
from app.accounts.kept_forms import KeptForm, keep, sealed
from app.infra.origin import is_from_our_page

resuming = Blueprint("resuming", __name__)


@resuming.post("/sign-in/again")
@public
def again() -> str | Response:
    """Keep a form whose session ended, and ask its sender who they are."""
    had_files = any(file.filename for file in request.files.values())
    fields = request.form.items(multi=True)
    kept = keep(request.args.get("next"), fields, had_files=had_files) if is_from_our_page() else None
    if kept is None:
        return redirect("/sign-in", 303)
    if find_actor():
        return send_again(kept)
    return render_template(
        "accounts/sign_in.html", form=SignInForm(formdata=None), names=(), kept=sealed(kept)
    )


def send_again(kept: KeptForm) -> str:
    """Show what was kept, ready to be sent."""
    return render_template("accounts/send_again.html", kept=kept)
