"""Booking's pages."""

from app.booking.routes import (
    addresses,
    bookings,
    catalogue,
    check,
    comparing,
    desk,
    instrument,
    list_files,
    loading,
    orders,
    outside,
    providers,
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
    "comparing",
    "desk",
    "instrument",
    "list_files",
    "loading",
    "orders",
    "outside",
    "pages",
    "providers",
    "publishing",
    "receivables",
    "service_publishing",
    "services",
    "wording",
]
