"""An instrument's page: its week drawn and written, and a card that prices what is chosen."""

from datetime import date

from flask import Response, render_template, request, url_for

from app.accounts.access import find_actor, public
from app.booking.bookable import bookable
from app.booking.forms.span import SpanForm
from app.booking.present.instrument import instrument_page
from app.booking.present.linked_data import instrument_data
from app.booking.present.price_card import price_card
from app.booking.publishing.ownership import visible_instrument
from app.booking.routes.blueprint import pages
from app.infra import clock
from app.infra.urls import with_query
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR


@pages.get("/instruments/<int:instrument_id>")
@public
def instrument(instrument_id: int) -> str:
    """Show the instrument, a week of it, and the price of the span in the address."""
    now, actor = clock.now(), find_actor()
    page = instrument_page(instrument_id, actor, week=_week(), minutes=_minutes(), now=now)
    form = SpanForm(request.args, meta={"csrf": False})
    card = price_card(page.subject, form, actor, now)
    data = instrument_data(page.instrument)
    return render_template(
        "booking/instrument.html", page=page, form=form, card=card, now=now, linked_data=data
    )


@pages.get("/instruments/<int:instrument_id>/price")
@public
def price(instrument_id: int) -> Response:
    """Answer the card's price alone, as one selects."""
    actor = find_actor()
    subject = bookable(visible_instrument(instrument_id, actor))
    form = SpanForm(request.args, meta={"csrf": False})
    card = price_card(subject, form, actor, clock.now())
    fragment = render_template(
        "booking/_price.html", instrument=subject.instrument, zone=subject.schedule.zone, form=form, card=card
    )
    # The address holds what was chosen: a reload or a bookmark shows the same.
    whole = with_query(url_for("booking.instrument", instrument_id=instrument_id), request.args.to_dict())
    return Response(fragment, headers={"HX-Replace-Url": whole})


def _minutes() -> int | None:
    """Return the length that was searched for, where one was."""
    return request.args.get("minutes", type=int)


def _week() -> date | None:
    """Return a day of the week in the address: `week`, else the day the chosen span begins on."""
    for text in (request.args.get("week"), request.args.get("starts_at")):
        try:
            day = date.fromisoformat((text or "")[:10])
        except ValueError:
            continue
        if EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            return day
    return None
