"""The JSON API of programmes, their policies, grants, vouchers, claims and payouts (api.md)."""

from app.voucher.api import (
    applications,
    cases,
    claim_batches,
    claim_packs,
    claims,
    clearing,
    exports,
    payout_files,
    payouts,
    policies,
    programmes,
    vouchers,
)
from app.voucher.api.blueprint import api

__all__ = [
    "api",
    "applications",
    "cases",
    "claim_batches",
    "claim_packs",
    "claims",
    "clearing",
    "exports",
    "payout_files",
    "payouts",
    "policies",
    "programmes",
    "vouchers",
]
