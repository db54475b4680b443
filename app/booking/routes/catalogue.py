"""The catalogue: one sentence to search by, and rows that say what is free when at which price."""

from flask import render_template, request

from app.accounts.access import find_actor, public
from app.booking.forms.search import SearchForm
from app.booking.present.catalogue import Wish, catalogue_page
from app.booking.routes.blueprint import pages
from app.infra import clock


@pages.get("/instruments")
@public
def catalogue() -> str:
    """Show what matches the address; htmx gets the results alone."""
    form = SearchForm()
    wish = Wish(form.wanted(), form.length_minutes, form.first_day, request.args.get("cursor"))
    now = clock.now()
    page = catalogue_page(wish, find_actor(), now)
    template = "booking/_results.html" if request.headers.get("HX-Request") else "booking/catalogue.html"
    return render_template(template, form=form, page=page, minutes=wish.minutes, now=now)
