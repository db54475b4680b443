"""The ledger's words: kinds of bucket, reasons of a transfer, and which reason moves money between which.

One row is one transfer of a positive amount from a debit bucket to a credit bucket, so the ledger balances by
construction. Only the treasury may stand below zero: it is the world outside the pool.
Source: the table of domain.md, "Money".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.voucher.domain.policy.words import Remainder
from app.voucher.domain.states import LIVE, VoucherState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.kernel.money import Money


class BucketKind(StrEnum):
    """Where money can stand, from the treasury to the payee."""

    TREASURY = "treasury"
    BUDGET = "budget"
    AVAILABLE = "available"
    HELD = "held"
    CLAIMABLE = "claimable"
    PAYABLE = "payable"
    PAID = "paid"


class Reason(StrEnum):
    """Why money moved."""

    APPROPRIATE = "appropriate"
    ISSUE = "issue"
    HOLD = "hold"
    CAPTURE = "capture"
    REMAINDER = "remainder"
    RELEASE = "release"
    EXPIRE = "expire"
    RETURN = "return"
    LAPSE = "lapse"
    APPROVE = "approve"
    REFUSE = "refuse"
    REDEEM_BY_PASSED = "redeem_by_passed"
    PAY_OUT = "pay_out"
    BANK_RETURN = "bank_return"
    CLAWBACK = "clawback"


_GIVEN_BACK = frozenset({(BucketKind.HELD, BucketKind.AVAILABLE), (BucketKind.HELD, BucketKind.BUDGET)})

MOVES: Mapping[Reason, frozenset[tuple[BucketKind, BucketKind]]] = {
    Reason.APPROPRIATE: frozenset({(BucketKind.TREASURY, BucketKind.BUDGET)}),
    Reason.ISSUE: frozenset({(BucketKind.BUDGET, BucketKind.AVAILABLE)}),
    Reason.HOLD: frozenset({(BucketKind.AVAILABLE, BucketKind.HELD)}),
    Reason.CAPTURE: frozenset({(BucketKind.HELD, BucketKind.CLAIMABLE)}),
    Reason.REMAINDER: _GIVEN_BACK,
    Reason.RELEASE: _GIVEN_BACK,
    Reason.EXPIRE: _GIVEN_BACK,
    Reason.RETURN: frozenset({(BucketKind.AVAILABLE, BucketKind.BUDGET)}),
    Reason.LAPSE: frozenset({(BucketKind.AVAILABLE, BucketKind.BUDGET)}),
    Reason.APPROVE: frozenset({(BucketKind.CLAIMABLE, BucketKind.PAYABLE)}),
    # The second: a case that was upheld after the public notice.
    Reason.REFUSE: frozenset(
        {(BucketKind.CLAIMABLE, BucketKind.BUDGET), (BucketKind.PAYABLE, BucketKind.BUDGET)}
    ),
    Reason.REDEEM_BY_PASSED: frozenset({(BucketKind.CLAIMABLE, BucketKind.BUDGET)}),
    Reason.PAY_OUT: frozenset({(BucketKind.PAYABLE, BucketKind.PAID)}),
    Reason.BANK_RETURN: frozenset({(BucketKind.PAID, BucketKind.PAYABLE)}),
    Reason.CLAWBACK: frozenset({(BucketKind.PAID, BucketKind.BUDGET)}),
}


@dataclass(frozen=True, slots=True)
class Balances:
    """Where a voucher's face value stands. `returned` is what went back to the programme's budget."""

    available: Money
    held: Money
    claimable: Money
    payable: Money
    paid: Money
    returned: Money

    @property
    def total(self) -> Money:
        """Return the sum of all parts, which is the face value (L3)."""
        return self.available + self.held + self.claimable + self.payable + self.paid + self.returned


def home_of_rest(state: VoucherState) -> BucketKind:
    """Return where a hold's unspent value goes: the voucher while it lives, else the programme's budget."""
    return BucketKind.AVAILABLE if state in LIVE else BucketKind.BUDGET


def home_of_remainder(state: VoucherState, rule: Remainder) -> BucketKind:
    """Return where goes what the final price left of a hold: the policy may give it to the budget at once."""
    return BucketKind.BUDGET if rule is Remainder.BUDGET else home_of_rest(state)
