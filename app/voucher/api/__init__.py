"""The JSON API of programmes, vouchers, claims and payouts (api.md)."""

from app.voucher.api import claims, payouts, programmes, vouchers
from app.voucher.api.blueprint import api

__all__ = ["api", "claims", "payouts", "programmes", "vouchers"]
