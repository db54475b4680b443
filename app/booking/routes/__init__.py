"""Booking's pages."""

from app.booking.routes import (
    addresses,
    bookings,
    catalogue,
    check,
    desk,
    instrument,
    loading,
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
    "loading",
    "orders",
    "pages",
    "publishing",
    "receivables",
    "service_publishing",
    "services",
    "wording",
]
