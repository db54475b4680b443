"""The pages of programmes and vouchers."""

from app.voucher.routes import programmes, vouchers
from app.voucher.routes.blueprint import pages

__all__ = ["pages", "programmes", "vouchers"]
