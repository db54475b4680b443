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
from app.accounts.forms import typed
from app.accounts.forms.removal import RemovalForm
from app.accounts.routes.blueprint import pages
from app.accounts.routes.proof import answered, proved
from app.infra import clock
from app.infra.db import transaction


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
    return _page(RemovalForm(formdata=None))


@pages.post("/account/removal")
@requires(Permission.ACCOUNT)
def remove_self() -> Response | tuple[str, int]:
    """Remove oneself, for good."""
    form = RemovalForm()
    if answered(form, lambda: _removed(current_actor(), form)) is None:
        return _page(form), 422
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


def _removed(actor: Actor, form: RemovalForm) -> bool:
    """Return True when it is done. Raises Invalid for a wrong password, Conflict with every obstacle."""
    proved(email=actor.email, password=typed(form.password), field="password")
    now = clock.now()
    transaction(lambda: removing.remove_person(person_id=actor.person_id, reason=None, by=actor, now=now))
    return True


def _page(form: RemovalForm) -> str:
    obstacles = removing.obstacles(current_actor().person_id, clock.now())
    return render_template("accounts/removal.html", form=form, obstacles=obstacles)
