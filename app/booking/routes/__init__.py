"""Booking's pages."""

from app.booking.routes import (
    addresses,
    bank_account,
    bookings,
    catalogue,
    check,
    comparing,
    desk,
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
    "bank_account",
    "bookings",
    "catalogue",
    "check",
    "comparing",
    "desk",
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
