"""Booking's tables."""

from app.booking.models.agreement import Booking, Quote, Settlement, UsageSession
from app.booking.models.owing import Invoice, Payment, Receivable

__all__ = ["Booking", "Invoice", "Payment", "Quote", "Receivable", "Settlement", "UsageSession"]
