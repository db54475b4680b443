"""The JSON API of instruments, quotes, bookings, services and orders (design/api.md)."""

from app.booking.api import (
    actions,
    bookings,
    importing,
    instruments,
    order_actions,
    order_files,
    orders,
    outside,
    providers,
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
    "order_actions",
    "order_files",
    "orders",
    "outside",
    "providers",
    "publishing",
    "quotes",
    "receivables",
    "services",
    "slots",
]
