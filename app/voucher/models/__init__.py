"""Tables of the voucher side. Private to it. Amounts are minor units with a currency."""

from app.voucher.models.application import GrantApplication, GrantDocument
from app.voucher.models.case import Receipt, ReviewCase, Sanction, SanctionLift, SpotCheck
from app.voucher.models.claim import Capture, Claim, ClaimLine, Evidence
from app.voucher.models.ledger import Bucket, Transfer
from app.voucher.models.payout import BankReference, Payout, PayoutLine
from app.voucher.models.programme import CapUse, PolicyVersion, Programme
from app.voucher.models.voucher import Hold, Voucher

__all__ = [
    "BankReference",
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
    "SanctionLift",
    "SpotCheck",
    "Transfer",
    "Voucher",
]
