"""The pages of programmes, their policies, grants, vouchers, claims and payouts."""

from app.voucher.routes import (
    applications,
    cases,
    claim_batches,
    claim_packs,
    claims,
    clearing,
    endings,
    exports,
    list_files,
    payout_files,
    payouts,
    policy,
    programme,
    programmes,
    reviewing,
    vouchers,
    wizard,
)
from app.voucher.routes.blueprint import pages

__all__ = [
    "applications",
    "cases",
    "claim_batches",
    "claim_packs",
    "claims",
    "clearing",
    "endings",
    "exports",
    "list_files",
    "pages",
    "payout_files",
    "payouts",
    "policy",
    "programme",
    "programmes",
    "reviewing",
    "vouchers",
    "wizard",
]
