"""One booking as a calendar file, event for event what its feeds say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app
from flask_babel import get_locale

from app.booking.feed_source import BookingFeedSource
from app.calendar.domain.feed import Audience
from app.calendar.ical import event_bytes
from app.calendar.present import feed_texts

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.booking.domain.cards import BookingCard
    from app.infra.config import Settings


def booking_file(booking: BookingCard, actor: Actor) -> bytes:
    """Return the file of a booking that the actor may see, in the reader's language."""
    settings = cast("Settings", current_app.config["SETTINGS"])
    keeps = actor.organisation_id == booking.provider_organisation_id
    audience = Audience.PROVIDER if keeps else Audience.CUSTOMER
    event = BookingFeedSource(settings.base_url).event(booking, audience)
    return event_bytes(event, feed_texts(str(get_locale())))
