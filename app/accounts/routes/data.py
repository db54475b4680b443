"""One's own data: handed over, and removed."""

from io import BytesIO

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, send_file
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import removing, sessions
from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.accounts.forms.removal import RemovalForm
from app.accounts.routes.blueprint import pages
from app.infra import clock
from app.infra.db import transaction
from app.infra.forms import submitted


@pages.post("/account/data")
@requires(Permission.ACCOUNT)
def export_data() -> FlaskResponse:
    """Send everything kept about oneself as a ZIP."""
    actor, now = current_actor(), clock.now()
    content = transaction(lambda: removing.export_data(person_id=actor.person_id, by=actor, now=now))
    return data_archive(content)


@pages.get("/account/removal")
@requires(Permission.ACCOUNT)
def removal() -> str:
    """Say what a removal does, and what stands against it."""
    actor = current_actor()
    return _page(actor, RemovalForm(actor.email))


@pages.post("/account/removal")
@requires(Permission.ACCOUNT)
def remove_self() -> Response | tuple[str, int]:
    """Remove oneself, for good."""
    actor, now = current_actor(), clock.now()
    form = RemovalForm(actor.email)

    def remove() -> bool:
        removing.remove_person(person_id=actor.person_id, reason=None, by=actor, now=now)
        return True

    if submitted(form, remove) is None:
        return _page(actor, form), 422
    sessions.end()
    flash(gettext("Your data is removed. Thank you for having been with us."), "success")
    return redirect("/", 303)


def data_archive(content: bytes) -> FlaskResponse:
    """Answer a person's data as a download that nothing on the way keeps."""
    response = send_file(
        BytesIO(content), mimetype="application/zip", as_attachment=True, download_name="onepool-data.zip"
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _page(actor: Actor, form: RemovalForm) -> str:
    obstacles = removing.obstacles(actor.person_id, clock.now())
    return render_template("accounts/removal.html", form=form, obstacles=obstacles)
