"""The JSON API of instruments, quotes and bookings (design/api.md)."""

from app.booking.api import (
    actions,
    bookings,
    importing,
    instruments,
    publishing,
    quotes,
    receivables,
    services,
    slots,
)
from app.booking.api.blueprint import api

__all__ = [
    "actions",
    "api",
    "bookings",
    "importing",
    "instruments",
    "publishing",
    "quotes",
    "receivables",
    "services",
    "slots",
]
