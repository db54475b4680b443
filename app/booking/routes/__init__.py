"""Booking's pages."""

from app.booking.routes import (
    addresses,
    bookings,
    catalogue,
    check,
    comparing,
    desk,
    exports,
    instrument,
    list_files,
    loading,
    orders,
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
    "exports",
    "instrument",
    "list_files",
    "loading",
    "orders",
    "pages",
    "providers",
    "publishing",
    "receivables",
    "service_publishing",
    "services",
    "wording",
]
