"""The keeper's first page: what waits for an answer, who comes today, what is kept."""

from flask import render_template

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.forms.action import ActionForm
from app.booking.present.desk import desk_page
from app.booking.routes.blueprint import pages
from app.infra import clock


@pages.get("/desk")
@requires(Permission.KEEP)
def desk() -> str:
    """Show the desk; its buttons post to the bookings and come back here."""
    page = desk_page(current_actor(), clock.now())
    return render_template("booking/desk.html", page=page, form=ActionForm())
