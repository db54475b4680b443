"""The pages of programmes, their policies, grants, vouchers, claims and payouts."""

from app.voucher.routes import (
    claim_packs,
    claims,
    payout_files,
    payouts,
    policy,
    programme,
    programmes,
    vouchers,
)
from app.voucher.routes.blueprint import pages

__all__ = [
    "claim_packs",
    "claims",
    "pages",
    "payout_files",
    "payouts",
    "policy",
    "programme",
    "programmes",
    "vouchers",
]
