"""One booking as a calendar file, event for event what its feeds say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app
from flask_babel import get_locale

from app.booking.feed_source import BookingFeedSource
from app.calendar.ical import event_bytes
from app.calendar.present import feed_texts

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard
    from app.infra.config import Settings


def booking_file(booking: BookingCard, actor: Actor) -> bytes:
    """Return the file of a booking that the actor may see, in the reader's language."""
    settings = cast("Settings", current_app.config["SETTINGS"])
    event = BookingFeedSource(settings.base_url).event(booking, actor.organisation_id)
    return event_bytes(event, feed_texts(booking.ref, str(get_locale())))
