"""The pages of programmes, vouchers, claims and payouts."""

from app.voucher.routes import (
    claims,
    payout_files,
    payouts,
    programmes,
    vouchers,
)
from app.voucher.routes.blueprint import pages

__all__ = [
    "claims",
    "pages",
    "payout_files",
    "payouts",
    "programmes",
    "vouchers",
]
