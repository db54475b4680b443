"""The mails: which wait and which fail, what one says, another try, and giving up."""

from __future__ import annotations

from typing import cast

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, event_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock, outbox_desk
from app.infra.api.paging import page
from app.infra.config import Settings
from app.infra.db import transaction
from app.infra.events import history
from app.infra.forms import submitted
from app.infra.outbox_desk import Shelf
from app.kernel.text import N_
from app.portal.operations.desk import ROWS, asked_below
from app.portal.operations.forms import ReasonForm
from app.portal.operations.routes.blueprint import operations

SHELVES = {
    Shelf.FAILED: N_("Could not be sent"),
    Shelf.FAILING: N_("Being tried again"),
    Shelf.WAITING: N_("Waiting"),
    Shelf.DELIVERED: N_("Sent"),
    Shelf.GIVEN_UP: N_("Given up"),
    Shelf.WITHHELD: N_("Withheld"),
}
OPEN = frozenset({Shelf.FAILED, Shelf.FAILING, Shelf.WAITING})


@operations.get("/outbox")
@requires(Permission.OPERATE)
def outbox() -> str:
    """List the mails of a shelf, newest first."""
    wanted = request.args.get("shelf", "")
    shelf = Shelf(wanted) if wanted in set(Shelf) else Shelf.FAILED
    found = outbox_desk.mails_on(shelf, before_id=asked_below(), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda mail: mail.id)
    return render_template(
        "operations/outbox.html",
        mails=shown,
        cursor=following,
        shelf=shelf,
        shelves=SHELVES,
        counts=outbox_desk.mail_counts(),
    )


@operations.get("/outbox/<int:mail_id>")
@requires(Permission.OPERATE)
def mail(mail_id: int) -> str:
    """Show one mail."""
    return _page(mail_id, ReasonForm(formdata=None))


@operations.post("/outbox/<int:mail_id>/retry")
@requires(Permission.OPERATE)
def retry_mail(mail_id: int) -> Response:
    """Send it as soon as may be."""
    by, now = event_actor(current_actor()), clock.now()
    transaction(lambda: outbox_desk.retry_mail(mail_id, by, now))
    flash(gettext("It is tried again within a minute."), "success")
    return redirect(url_for("operations.mail", mail_id=mail_id), 303)


@operations.post("/outbox/<int:mail_id>/give-up")
@requires(Permission.OPERATE)
def give_up_mail(mail_id: int) -> Response | tuple[str, int]:
    """Never send it."""
    by, form, now = event_actor(current_actor()), ReasonForm(), clock.now()
    outbox_desk.get_mail(mail_id)

    def give_up() -> bool:
        outbox_desk.give_up_mail(mail_id, form.given(), by, now)
        return True

    if submitted(form, give_up) is None:
        return _page(mail_id, form), 422
    flash(gettext("It is given up, and its text is not kept."), "success")
    return redirect(url_for("operations.mail", mail_id=mail_id), 303)


def _page(mail_id: int, form: ReasonForm) -> str:
    shown = outbox_desk.get_mail(mail_id)
    shelf = outbox_desk.shelf_of(shown)
    return render_template(
        "operations/mail.html",
        mail=shown,
        shelf=shelf,
        word=SHELVES[shelf],
        may_change=shelf in OPEN,
        text=outbox_desk.masked_text(shown, cast("Settings", current_app.config["SETTINGS"])),
        history=history(outbox_desk.SUBJECT, str(mail_id)),
        form=form,
    )
