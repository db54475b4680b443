"""A person's calendar subscriptions: make one, see what reads it, give it another address, end it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.accounts.forms.calendar_choice import CalendarChoiceForm
from app.calendar.feeds import NewFeed, create_feed, revoke_feed, rotate_feed
from app.calendar.forms import DETAILS, KINDS, PostForm, SubscriptionForm
from app.calendar.ports import feed_source
from app.calendar.present import feed_links
from app.calendar.queries.feeds import feeds_of
from app.calendar.readers import reader_of
from app.infra import clock
from app.infra.db import transaction, transactional
from app.infra.forms import submitted

subscriptions = Blueprint("calendar", __name__, url_prefix="/calendar")


@subscriptions.get("/subscriptions")
@requires(Permission.SEE_FEEDS)
def feeds() -> str:
    """Show the subscriptions, and a form for another; `instrument` in the address begins with that one."""
    form = SubscriptionForm.about(request.args.get("instrument", type=int))
    return _page(form.offer(current_actor()), None)


@subscriptions.post("/subscriptions")
@requires(Permission.SEE_FEEDS)
def make() -> tuple[str, int]:
    """Make a subscription and show its address, this once."""
    actor = current_actor()
    form = SubscriptionForm().offer(actor)

    def subscribe() -> NewFeed:
        return create_feed(
            by=actor,
            kind=form.kind.data,
            detail=form.detail.data,
            instrument_id=form.data.get("instrument_id"),
            locale=str(get_locale()),
            now=clock.now(),
        )

    made = submitted(form, subscribe)
    return _page(form, made), 201 if made else 422


@subscriptions.post("/subscriptions/<int:feed_id>/rotate")
@requires(Permission.SEE_FEEDS)
def rotate(feed_id: int) -> tuple[str, int]:
    """Give a subscription another address and show it, this once; the old one is gone from now on."""
    actor, now = current_actor(), clock.now()
    made = transaction(lambda: rotate_feed(feed_id=feed_id, person_id=actor.person_id, now=now))
    return _page(SubscriptionForm(formdata=None).offer(actor), made), 201


@subscriptions.post("/subscriptions/<int:feed_id>/revoke")
@requires(Permission.SEE_FEEDS)
@transactional
def revoke(feed_id: int) -> Response:
    """Withdraw an address."""
    revoke_feed(feed_id=feed_id, person_id=current_actor().person_id, now=clock.now())
    flash(gettext("The calendar address was withdrawn."), "success")
    return redirect(url_for("calendar.feeds"))


def _page(form: SubscriptionForm, made: NewFeed | None) -> str:
    actor = current_actor()
    mine = feeds_of(actor.person_id)
    cards = feed_source().cards([each.owner for each in mine], str(get_locale()))
    return render_template(
        "calendar/subscriptions.html",
        form=form,
        post_form=PostForm(),
        choice_form=CalendarChoiceForm.of(actor, url_for("calendar.feeds")),
        links=feed_links(made.token) if made else None,
        rows=[(feed, card, reader_of(feed)) for feed, card in zip(mine, cards, strict=True)],
        kinds=KINDS,
        details=DETAILS,
    )
