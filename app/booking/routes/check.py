"""Check and book: the slot is kept while one checks the price and who pays, then booked by one button."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking import checkout
from app.booking.customers import enterprise_of
from app.booking.domain.states import State
from app.booking.domain.wishes import SlotWish
from app.booking.forms.checkout import CheckForm
from app.booking.forms.span import SpanForm
from app.booking.present.check import check_page
from app.booking.queries.checkout import booked_ref
from app.booking.routes.addresses import wall_span
from app.booking.routes.blueprint import pages
from app.calendar import queries as calendar
from app.infra import clock
from app.infra.db import transaction
from app.infra.forms import submitted
from app.kernel.text import N_

#: What is said right after booking, by the state that the booking begins in.
_BOOKED = {
    State.CONFIRMED: N_("%(ref)s is booked and confirmed."),
    State.REQUESTED: N_("%(ref)s is asked for; its time is yours until the keeper has answered."),
}


@pages.post("/instruments/<int:instrument_id>/hold")
@requires(Permission.BOOK)
def hold(instrument_id: int) -> Response:
    """Keep the chosen slot and go on to check it; a refused one goes back to the page that says why."""
    form, actor = SpanForm(), current_actor()
    zone = calendar.get_schedule(instrument_id).zone
    quote = submitted(
        form,
        lambda: checkout.keep(
            wish=SlotWish(instrument_id, form.span(zone)),
            by=actor,
            enterprise=enterprise_of(current_actor()),
            now=clock.now(),
        ),
    )
    if quote is not None:
        return redirect(url_for("booking.check", ref=quote.ref))
    typed = {field.name: field.raw_data[0] for field in (form.starts_at, form.ends_at) if field.raw_data}
    return redirect(url_for("booking.instrument", instrument_id=instrument_id, **typed, _anchor="price"))


@pages.route("/quotes/<ref>", methods=["GET", "POST"])
@requires(Permission.BOOK)
def check(ref: str) -> Response | tuple[str, int]:
    """Show what would be booked and book it. A second submit of the same quote leads to its one booking."""
    form, actor, enterprise, now = CheckForm(), current_actor(), enterprise_of(current_actor()), clock.now()
    booking = submitted(
        form,
        lambda: checkout.book(
            quote_ref=ref,
            voucher=form.voucher(),
            purpose=form.purpose.data or "",
            by=actor,
            enterprise=enterprise,
            now=now,
        ),
    )
    if booking:
        flash(gettext(_BOOKED[booking.state], ref=booking.ref), "success")
    booked = booking.ref if booking else booked_ref(ref, actor)
    if booked is not None:
        return redirect(url_for("booking.booking", ref=booked))
    page = check_page(ref, actor, enterprise, now)
    status = 422 if form.problems or form.errors else 200
    return render_template("booking/check.html", page=page, form=form, now=now), status


@pages.post("/quotes/<ref>/let-go")
@requires(Permission.BOOK)
def let_go(ref: str) -> Response:
    """Give the kept slot back and return to the instrument."""
    quote = transaction(lambda: checkout.let_go(quote_ref=ref, by=current_actor()))
    flash(gettext("The time is free again; nothing was booked."), "info")
    span = wall_span(quote.span, calendar.get_schedule(quote.instrument_id).zone)
    return redirect(url_for("booking.instrument", instrument_id=quote.instrument_id, **span))
