"""The pages of programmes, vouchers, claims and payouts."""

from app.voucher.routes import claims, payouts, programmes, vouchers
from app.voucher.routes.blueprint import pages

__all__ = ["claims", "pages", "payouts", "programmes", "vouchers"]
