"""What I was told: the bell's page, what of it I want to be told, and the stop at the foot of a mail."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts import telling
from app.accounts.access import current_actor, public, requires
from app.accounts.calendar_choices import choose_calendar
from app.accounts.domain.addresses import local_path
from app.accounts.domain.notices import Channel, NoticeKind
from app.accounts.domain.permissions import Permission
from app.accounts.forms.calendar_choice import CalendarChoiceForm
from app.accounts.present.notifications import KIND_WORDS, kind_choices, told
from app.accounts.queries import notifications as queries
from app.accounts.routes.account import ZONE
from app.accounts.routes.blueprint import pages
from app.infra import clock
from app.infra.db import transaction
from app.kernel.errors import Invalid, NotFound
from app.kernel.text import N_

#: Mail programs post here without a token of ours: the address itself proves what it may.
stopping = Blueprint("stopping", __name__)
ROWS = 20


@pages.get("/notifications")
@requires(Permission.ACCOUNT)
def notifications() -> str:
    """List what I was told, the newest first."""
    person_id, place = current_actor().person_id, queries.NOTIFICATION_SORTS.asked()
    found = queries.notifications(person_id, place=place, limit=ROWS + 1)
    shown, following = queries.NOTIFICATION_SORTS.page(found, ROWS, place)
    return render_template("accounts/notifications.html", rows=told(shown), cursor=following, zone=ZONE)


@pages.post("/notifications/<int:notification_id>/open")
@requires(Permission.ACCOUNT)
def open_notification(notification_id: int) -> Response:
    """Mark one as read and go where it leads."""
    person_id, now = current_actor().person_id, clock.now()
    (shown,) = told([queries.get_notification(person_id, notification_id)])
    transaction(lambda: telling.read_one(person_id, notification_id, now))
    return redirect(local_path(shown.path or url_for("accounts.notifications")), 303)


@pages.post("/notifications/read")
@requires(Permission.ACCOUNT)
def read_notifications() -> Response:
    """Mark all as read."""
    person_id, now = current_actor().person_id, clock.now()
    transaction(lambda: telling.read_all(person_id, now))
    return redirect(url_for("accounts.notifications"), 303)


@pages.get("/notifications/settings")
@requires(Permission.ACCOUNT)
def notification_settings() -> str:
    """Show what I am told, and how."""
    off = queries.turned_off(current_actor().person_id)
    return render_template(
        "accounts/notification_settings.html",
        kinds=kind_choices(off),
        channels=list(Channel),
        choice_form=CalendarChoiceForm.of(current_actor(), request.path),
    )


@pages.post("/notifications/settings")
@requires(Permission.ACCOUNT)
def save_notification_settings() -> Response:
    """Keep what I want to be told."""
    person_id, ticked = current_actor().person_id, set(request.form)
    wanted = {(kind, channel) for kind in NoticeKind for channel in Channel if f"{kind}-{channel}" in ticked}
    transaction(lambda: telling.choose(person_id, wanted))
    flash(gettext("Saved."), "success")
    return redirect(url_for("accounts.notification_settings"), 303)


@pages.post("/notifications/calendar")
@requires(Permission.ACCOUNT)
def choose_calendar_way() -> Response:
    """Keep how my bookings reach my calendar, and go back to where I was asked."""
    actor, now = current_actor(), clock.now()
    form = CalendarChoiceForm().offer(actor)
    if not form.validate():
        raise Invalid("invalid", N_("Choose one of the ways."), field="way")
    choice = form.choice(actor)
    transaction(lambda: choose_calendar(actor.person_id, choice, now))
    flash(gettext("Saved."), "success")
    return redirect(local_path(form.place.data or url_for("accounts.notification_settings")), 303)


@stopping.route("/notifications/stop/<token>", methods=["GET", "POST"])
@public
def stop_mails(token: str) -> str:
    """Ask whether the mails of a kind shall stop, and stop them; a mail program posts at once (RFC 8058)."""
    kind = telling.kind_of_stop(token)
    if kind is None:
        raise NotFound("not_found", N_("There is nothing at this address."))
    stopped = request.method == "POST"
    if stopped:
        transaction(lambda: telling.stop_mails(token))
    return render_template("accounts/stop_mails.html", word=KIND_WORDS[kind][0], stopped=stopped)
