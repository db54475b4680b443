"""A person's calendar subscriptions: make one, see when it was last read, withdraw it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.calendar.feeds import NewFeed, create_feed, revoke_feed
from app.calendar.forms import DETAILS, KINDS, RevokeForm, SubscriptionForm
from app.calendar.ports import feed_source
from app.calendar.present import feed_links
from app.calendar.queries.feeds import feeds_of
from app.infra import clock
from app.infra.db import transactional
from app.infra.forms import submitted

subscriptions = Blueprint("calendar", __name__, url_prefix="/calendar")


@subscriptions.route("/subscriptions", methods=["GET", "POST"])
@requires(Permission.SEE_FEEDS)
def feeds() -> str:
    """Show the subscriptions; a POST makes one and shows its address, this once."""
    actor, form = current_actor(), SubscriptionForm().offer(current_actor())

    def make() -> NewFeed:
        return create_feed(
            by=actor,
            kind=form.kind.data,
            detail=form.detail.data,
            instrument_id=form.instrument_id.data,
            locale=str(get_locale()),
            now=clock.now(),
        )

    made = submitted(form, make)
    mine = feeds_of(actor.person_id)
    cards = feed_source().cards([each.owner for each in mine], str(get_locale()))
    return render_template(
        "calendar/subscriptions.html",
        form=form,
        revoke_form=RevokeForm(),
        links=feed_links(made.token) if made else None,
        rows=list(zip(mine, cards, strict=True)),
        kinds=KINDS,
        details=DETAILS,
    )


@subscriptions.post("/subscriptions/<int:feed_id>/revoke")
@requires(Permission.SEE_FEEDS)
@transactional
def revoke(feed_id: int) -> Response:
    """Withdraw an address."""
    revoke_feed(feed_id=feed_id, person_id=current_actor().person_id, now=clock.now())
    flash(gettext("The calendar address was withdrawn."), "success")
    return redirect(url_for("calendar.feeds"))
