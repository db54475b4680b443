"""Tables of the voucher side. Private to it. Amounts are minor units with a currency."""

from app.voucher.models.application import GrantApplication, GrantDocument
from app.voucher.models.case import Receipt, ReviewCase, Sanction, SpotCheck
from app.voucher.models.claim import Capture, Claim, ClaimLine, Evidence
from app.voucher.models.ledger import Bucket, Transfer
from app.voucher.models.payout import Payout, PayoutLine
from app.voucher.models.programme import CapUse, PolicyVersion, Programme
from app.voucher.models.voucher import Hold, Voucher

__all__ = [
    "Bucket",
    "CapUse",
    "Capture",
    "Claim",
    "ClaimLine",
    "Evidence",
    "GrantApplication",
    "GrantDocument",
    "Hold",
    "Payout",
    "PayoutLine",
    "PolicyVersion",
    "Programme",
    "Receipt",
    "ReviewCase",
    "Sanction",
    "SpotCheck",
    "Transfer",
    "Voucher",
]
