"""Publishing an instrument in four parts, each saved by itself: what, when, price, rules."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.forms.instrument import NewInstrumentForm
from app.booking.present.publishing import publishing_page
from app.booking.publishing import instruments
from app.booking.publishing.closing import reopen_instrument
from app.booking.publishing.withdrawing import retire, withdraw
from app.booking.routes.blueprint import pages
from app.booking.routes.publishing_parts import FORMS, Saving, filled_parts, save_part
from app.infra import clock
from app.infra.db import transactional
from app.infra.form_once import submitted_once
from app.infra.forms import Form, submitted

Answer = Response | tuple[str, int]
MOVES = {"publish": instruments.publish, "withdraw": withdraw, "retire": retire}


@pages.route("/desk/instruments/new", methods=["GET", "POST"])
@requires(Permission.PUBLISH)
def draft() -> Answer:
    """Begin with what it is; the other parts follow on the draft's own page."""
    form, actor, now = NewInstrumentForm(), current_actor(), clock.now()
    made = submitted_once(
        form, actor.person_id, lambda: instruments.add_instrument(new=form.new(), by=actor, now=now).id
    )
    if made is None:
        status = 422 if form.errors or form.problems else 200
        return render_template("booking/draft.html", form=form), status
    flash(gettext("This is a draft that only you can see. Say when it is open and what it costs."), "success")
    return redirect(url_for("booking.publishing", instrument_id=made, _anchor="hours"))


@pages.get("/desk/instruments/<int:instrument_id>")
@requires(Permission.PUBLISH)
def publishing(instrument_id: int) -> str:
    """Show the parts; `hours` and `price` in the address fill one from a template."""
    page = publishing_page(instrument_id, current_actor(), clock.now())
    return render_template("booking/publishing.html", page=page, parts=filled_parts(page), refused=None)


@pages.post("/desk/instruments/<int:instrument_id>/<any(what, hours, price, rules, closure):part>")
@requires(Permission.PUBLISH)
def save(instrument_id: int, part: str) -> Answer:
    """Save one part; a refused one comes back with its reasons, the others as they are kept."""
    actor, now = current_actor(), clock.now()
    page = publishing_page(instrument_id, actor, now)
    form = FORMS[part]()
    done = submitted(form, lambda: save_part(form, Saving(page, actor, now)))
    if done is None:
        parts = filled_parts(page)
        setattr(parts, part, form)
        return render_template("booking/publishing.html", page=page, parts=parts, refused=form), 422
    flash(done, "success")
    return redirect(url_for("booking.publishing", instrument_id=instrument_id, _anchor=part))


@pages.post("/desk/instruments/<int:instrument_id>/closures/<int:closure_id>/remove")
@requires(Permission.PUBLISH)
@transactional
def reopen(instrument_id: int, closure_id: int) -> Response:
    """Remove a closure."""
    reopen_instrument(instrument_id=instrument_id, closure_id=closure_id, by=current_actor(), now=clock.now())
    flash(gettext("The closure was removed: its time can be booked again."), "success")
    return redirect(url_for("booking.publishing", instrument_id=instrument_id, _anchor="closure"))


@pages.post("/desk/instruments/<int:instrument_id>/<any(publish, withdraw, retire):to>")
@requires(Permission.PUBLISH)
def move(instrument_id: int, to: str) -> Answer:
    """Show it in the catalogue, take it out of it, or retire it for good."""
    form, actor, now = Form(), current_actor(), clock.now()
    card = submitted(form, lambda: MOVES[to](instrument_id=instrument_id, by=actor, now=now))
    if card is None:
        page = publishing_page(instrument_id, actor, now)
        return render_template(
            "booking/publishing.html", page=page, parts=filled_parts(page), refused=form
        ), 422
    flash(gettext("Saved."), "success")
    return redirect(url_for("booking.publishing", instrument_id=instrument_id))
