"""First steps for somebody's role: shown again, and put away."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.addresses import local_path
from app.accounts.domain.permissions import Permission
from app.content import dismissing
from app.content.domain.guides import subject_of
from app.content.present.roles import guide_for
from app.content.routes.blueprint import pages
from app.infra import clock
from app.infra.db import transaction
from app.infra.forms import Form


@pages.get("/guide")
@requires(Permission.ACCOUNT)
def guide() -> str:
    """Show the steps again."""
    return render_template("content/guide.html", guide=guide_for(current_actor()), form=Form(formdata=None))


@pages.post("/guide/dismiss")
@requires(Permission.ACCOUNT)
def dismiss_guide() -> Response:
    """Put the guide of one's role away, on every machine."""
    actor, now = current_actor(), clock.now()
    role = actor.main_role
    if role is not None:
        transaction(lambda: dismissing.dismiss(person_id=actor.person_id, subject=subject_of(role), now=now))
    return redirect(local_path(request.form.get("next")), 303)
