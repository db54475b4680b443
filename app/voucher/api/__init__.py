"""The JSON API of programmes and vouchers (api.md)."""

from app.voucher.api import programmes, vouchers
from app.voucher.api.blueprint import api

__all__ = ["api", "programmes", "vouchers"]
