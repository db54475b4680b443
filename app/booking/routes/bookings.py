"""My bookings: the list, one booking, and its buttons."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.acting import seen
from app.booking.domain.states import Action
from app.booking.forms.action import ActionForm
from app.booking.present.action_words import BUTTONS
from app.booking.present.booking import booking_page
from app.booking.present.bookings import WORDS, Shelf, bookings_page
from app.booking.present.calendar_file import booking_file
from app.booking.routes.actions import DO, Asked
from app.booking.routes.blueprint import pages
from app.booking.routes.wanted import wanted_shelf
from app.infra import clock
from app.infra.forms import submitted

Answer = Response | tuple[str, int]


@pages.get("/bookings")
@requires(Permission.SEE_BOOKINGS)
def my_bookings() -> str:
    """List what I, my enterprise or my instruments have booked, as my role allows."""
    shelf, cursor = wanted_shelf(Shelf, Shelf.UPCOMING), request.args.get("cursor")
    page = bookings_page(shelf, current_actor(), cursor, sort=request.args.get("sort"))
    return render_template("booking/bookings.html", page=page, shelves=WORDS)


@pages.get("/bookings/<ref>")
@requires(Permission.SEE_BOOKINGS)
def booking(ref: str) -> str:
    """Show one booking; 404 for one that is none of the reader's business."""
    now = clock.now()
    page = booking_page(ref, current_actor(), now)
    return render_template("booking/booking.html", page=page, form=ActionForm(), now=now)


@pages.get("/bookings/<ref>.ics")
@requires(Permission.SEE_BOOKINGS)
def calendar_file(ref: str) -> Response:
    """Answer one booking as a calendar file; 404 for one that is none of the reader's business."""
    body = booking_file(seen(ref, current_actor()), current_actor())
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{ref}.ics")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@pages.post("/bookings/<ref>/cancel")
@requires(Permission.CANCEL_BOOKING)
def cancel(ref: str) -> Answer:
    """Cancel, for either side."""
    return _act(ref, Action.CANCEL)


@pages.post("/bookings/<ref>/<any('accept-usage', 'dispute-usage', 'appeal'):action>")
@requires(Permission.ACCEPT_USAGE)
def answer_use(ref: str, action: str) -> Answer:
    """Accept the signed use or object to it, or object to a no-show."""
    return _act(ref, Action(action))


@pages.post(
    "/bookings/<ref>/"
    "<any('confirm', 'decline', 'check-in', 'check-out', 'sign-usage', 'waive', 'reject-appeal'):action>"
)
@requires(Permission.KEEP)
def keep(ref: str, action: str) -> Answer:
    """Do what the provider's side does."""
    return _act(ref, Action(action))


def _act(ref: str, action: Action) -> Answer:
    """Act in one transaction and go back where the button was; a refusal shows the booking and why."""
    form, actor, now = ActionForm(), current_actor(), clock.now()
    page = booking_page(ref, actor, now)
    asked = Asked(ref, form, page.row.zone, actor, now)
    done = submitted(form, lambda: DO[action](asked))
    if done is None:
        return render_template(
            "booking/booking.html", page=booking_page(ref, actor, now), form=form, now=now
        ), 422
    flash(gettext("%(ref)s: %(done)s", ref=ref, done=gettext(BUTTONS[action].done)), "success")
    target = url_for("booking.desk") if form.back.data == "desk" else url_for("booking.booking", ref=ref)
    return redirect(target)
