"""The worked example of domain.md ("Money"), computed by the code that splits real prices."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.shares import Shares, split, subsidy

RATE_PERCENT = 50
QUOTED = Money(1_000_000)
ACTUAL = Money(800_000)


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """A booking quoted at one price and settled at another, paid in both ways."""

    rate_percent: int
    quoted: Money
    held: Money
    actual: Money
    captured: Money
    given_back: Money
    reimburse: Shares
    redeem: Shares


def worked_example() -> WorkedExample:
    """Hold half of ¥10,000; after use at ¥8,000 capture half of that, and give the rest of the hold back."""
    held = subsidy(QUOTED, RATE_PERCENT, None)
    captured = subsidy(ACTUAL, RATE_PERCENT, held)
    return WorkedExample(
        rate_percent=RATE_PERCENT,
        quoted=QUOTED,
        held=held,
        actual=ACTUAL,
        captured=captured,
        given_back=held - captured,
        reimburse=split(ACTUAL, captured, VoucherMode.REIMBURSE),
        redeem=split(ACTUAL, captured, VoucherMode.REDEEM),
    )
