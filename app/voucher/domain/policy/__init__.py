"""A programme's policy: its items, how they are read and written, and what contradicts what."""

from app.voucher.domain.policy.caps import Caps
from app.voucher.domain.policy.rates import Refinement
from app.voucher.domain.policy.terms import Policy
from app.voucher.domain.policy.words import (
    Bearer,
    CapCounts,
    FundingTier,
    RelatedParty,
    Remainder,
    VoucherOrder,
)

__all__ = [
    "Bearer",
    "CapCounts",
    "Caps",
    "FundingTier",
    "Policy",
    "Refinement",
    "RelatedParty",
    "Remainder",
    "VoucherOrder",
]
