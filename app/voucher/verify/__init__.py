"""The voucher's invariants (domain.md) against the database. Each query finds what breaks one."""

from app.voucher.verify.claims import CHECKS as CLAIM_CHECKS
from app.voucher.verify.ledger import CHECKS as LEDGER_CHECKS

CHECKS = (*LEDGER_CHECKS, *CLAIM_CHECKS)
