"""Publishing a service: one form, and whether it is in the list."""

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.forms.service import ServiceForm, service_data
from app.booking.publishing import services
from app.booking.publishing.ownership import kept_service
from app.booking.routes.blueprint import pages
from app.infra import clock
from app.infra.form_once import submitted_once
from app.infra.forms import Form, submitted
from app.pool.domain.cards import ServiceCard

Answer = Response | tuple[str, int]
MOVES: Mapping[str, Callable[..., ServiceCard]] = {
    "publish": services.publish_service,
    "retire": services.retire_service,
}


@pages.route("/desk/services/new", methods=["GET", "POST"])
@requires(Permission.PUBLISH)
def draft_service() -> Answer:
    """Describe a new service; it stays a draft until it is published."""
    form, actor, now = ServiceForm(), current_actor(), clock.now()
    made = submitted_once(
        form, actor.person_id, lambda: services.add_service(details=form.details(), by=actor, now=now).id
    )
    if made is None:
        status = 422 if form.errors or form.problems else 200
        return render_template("booking/services/edit.html", form=form, service=None), status
    flash(gettext("This is a draft that only you can see. Publish it when it says all."), "success")
    return redirect(url_for("booking.edit_service", service_id=made))


@pages.route("/desk/services/<int:service_id>", methods=["GET", "POST"])
@requires(Permission.PUBLISH)
def edit_service(service_id: int) -> Answer:
    """Change what is said of a service; what is ordered keeps its price."""
    actor, now = current_actor(), clock.now()
    card = kept_service(service_id, actor)
    form = ServiceForm(data=service_data(card.details))
    changed = submitted(
        form,
        lambda: services.change_service(service_id=service_id, details=form.details(), by=actor, now=now),
    )
    if changed is None:
        status = 422 if form.errors or form.problems else 200
        return render_template("booking/services/edit.html", form=form, service=card), status
    flash(gettext("Saved. What is ordered keeps its price."), "success")
    return redirect(url_for("booking.edit_service", service_id=service_id))


@pages.post("/desk/services/<int:service_id>/<any(publish, retire):to>")
@requires(Permission.PUBLISH)
def move_service(service_id: int, to: str) -> Answer:
    """Show it in the list, or take it out of it for good."""
    sent, actor, now = Form(), current_actor(), clock.now()
    card = submitted(sent, lambda: MOVES[to](service_id=service_id, by=actor, now=now))
    if card is None:
        kept = kept_service(service_id, actor)
        form = ServiceForm(formdata=None, data=service_data(kept.details))
        form.problems = sent.problems
        return render_template("booking/services/edit.html", form=form, service=kept), 422
    flash(gettext("Saved."), "success")
    return redirect(url_for("booking.edit_service", service_id=service_id))
