"""Booking's pages."""

from app.booking.routes import (
    addresses,
    bookings,
    catalogue,
    check,
    desk,
    instrument,
    publishing,
    receivables,
    wording,
)
from app.booking.routes.blueprint import pages

__all__ = [
    "addresses",
    "bookings",
    "catalogue",
    "check",
    "desk",
    "instrument",
    "pages",
    "publishing",
    "receivables",
    "wording",
]
