"""Booking's pages."""

from app.booking.routes import (
    addresses,
    bookings,
    catalogue,
    check,
    desk,
    instrument,
    list_files,
    orders,
    publishing,
    receivables,
    service_publishing,
    services,
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
    "list_files",
    "orders",
    "pages",
    "publishing",
    "receivables",
    "service_publishing",
    "services",
    "wording",
]
