"""Instruments side by side. The address holds the choice."""

from flask import render_template, request, url_for

from app.accounts.access import find_actor, public
from app.booking.present.comparison import MOST, comparison
from app.booking.routes.blueprint import pages
from app.infra import clock
from app.infra.urls import with_query


@pages.get("/instruments/compare")
@public
def compare() -> str:
    """Compare what the address names, and say what is wrong with the choice."""
    now = clock.now()
    page = comparison(request.args.getlist("with"), find_actor(), now)
    classes = {row.instrument.details.category for row in page.rows} - {""}
    wish = {"category": min(classes)} if len(classes) == 1 else {}
    more_url = with_query(url_for("booking.catalogue"), {"with": page.chosen, **wish})
    return render_template("booking/compare.html", page=page, now=now, most=MOST, more_url=more_url)
