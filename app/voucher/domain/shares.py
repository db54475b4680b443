"""How one price is split between voucher and enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.words import VoucherMode

if TYPE_CHECKING:
    from app.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Shares:
    """Who pays what of `total`.

    `own_share` is what the enterprise pays the provider; `net_cost` is what the service costs the enterprise
    in the end. They differ in 通用, where the voucher share comes back to the enterprise later.
    """

    total: Money
    voucher_share: Money
    own_share: Money
    net_cost: Money


def shares(total: Money, rate_percent: int, cap: Money | None, mode: VoucherMode) -> Shares:
    """Split `total`: the voucher pays `rate_percent` of it, at most `cap`, rounded once (api.md)."""
    voucher_share = subsidy(total, rate_percent, cap)
    return split(total, voucher_share, mode)


def subsidy(price: Money, rate_percent: int, limit: Money | None) -> Money:
    """Return `rate_percent` of `price`, at most `limit` (a cap, or the hold when capturing)."""
    share = price.share(rate_percent, 100)
    return share if limit is None else min(share, limit)


def split(total: Money, voucher_share: Money, mode: VoucherMode) -> Shares:
    """Return who pays what once the voucher's part is known."""
    rest = total - voucher_share
    return Shares(
        total=total,
        voucher_share=voucher_share,
        own_share=total if mode is VoucherMode.REIMBURSE else rest,
        net_cost=rest,
    )


def without_voucher(total: Money) -> Shares:
    """Return the shares when no voucher pays: the enterprise bears it all."""
    nothing = total - total
    return Shares(total=total, voucher_share=nothing, own_share=total, net_cost=total)
