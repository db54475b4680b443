"""Booking's tables."""

from app.booking.models.agreement import Booking, Quote, Settlement, UsageSession
from app.booking.models.bank_account import BankAccount
from app.booking.models.invited import KeeperInvitation
from app.booking.models.loading import InstrumentFile
from app.booking.models.moving import MovedBooking, MoveIn, PastUse
from app.booking.models.order import OrderFile, ServiceOrder
from app.booking.models.owing import Invoice, Payment, Receivable

__all__ = [
    "BankAccount",
    "Booking",
    "InstrumentFile",
    "Invoice",
    "KeeperInvitation",
    "MoveIn",
    "MovedBooking",
    "OrderFile",
    "PastUse",
    "Payment",
    "Quote",
    "Receivable",
    "ServiceOrder",
    "Settlement",
    "UsageSession",
]
