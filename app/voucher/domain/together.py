"""Several vouchers for one order: which pays first, and how much each.

Source: the policy's `voucher_order`, and domain.md, "Money".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.voucher.domain.policy import VoucherOrder
from app.voucher.domain.shares import subsidy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from app.kernel.money import Money

#: More at once help nobody, and each costs statements.
MOST_TOGETHER = 10


@dataclass(frozen=True, slots=True)
class Payer:
    """A voucher that shall pay a part; `issued` rises from voucher to voucher as they are issued.

    `share` is what its policy would pay of the price alone, `free` what is free of it.
    """

    number: str
    issued: int
    use_by: date
    order: VoucherOrder
    share: Money
    free: Money


@dataclass(frozen=True, slots=True)
class Limit:
    """What a voucher may pay: `share` less what was paid before it, at most `most`."""

    share: Money
    most: Money


_FIRST: Mapping[VoucherOrder, Callable[[Payer], int]] = {
    VoucherOrder.EARLIEST_USE_BY: lambda payer: payer.use_by.toordinal(),
    VoucherOrder.LARGEST: lambda payer: -payer.free.minor,
    VoucherOrder.SMALLEST: lambda payer: payer.free.minor,
}


def in_order(payers: Sequence[Payer]) -> list[Payer]:
    """Return the vouchers in the order in which they pay, whatever the order in which they were named.

    The policy of the one issued first says the order; equals pay by number.
    """
    first = min(payers, key=lambda payer: payer.issued)
    return sorted(payers, key=lambda payer: (_FIRST[first.order](payer), payer.number))


def spread(limits: Sequence[Limit]) -> list[Money]:
    """Return what each pays, in order: together never more than the largest share alone."""
    paid: list[Money] = []
    for limit in limits:
        before = sum(paid, limit.share - limit.share)
        paid.append(after_others(limit.share, before=before, most=limit.most))
    return paid


def after_others(share: Money, *, before: Money, most: Money) -> Money:
    """Return what a voucher pays after those before it: the rest of its share, at most `most`."""
    return max(share - share, min(share - before, most))


def captured(held: Sequence[tuple[int, Money]], price: Money) -> list[Money]:
    """Return what each hold (its rate in percent, its amount), in order, spends on a final price."""
    return spread([Limit(subsidy(price, rate_percent, None), amount) for rate_percent, amount in held])
