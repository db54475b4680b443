"""Net positions between regions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Position:
    """What a region paid for others, what others paid for it, and the net: positive is owed to the region."""

    region: str
    paid_for_others: Money
    paid_by_others: Money

    @property
    def net(self) -> Money:
        """Return what the region is owed, or owes where it is negative."""
        return self.paid_for_others - self.paid_by_others


def net(payments: Iterable[tuple[str, str, Money]]) -> list[Position]:
    """Return the positions of (payer, issuer, amount), the one owed most in front. They sum to zero."""
    paid_for: defaultdict[str, Money] = defaultdict(Money.zero)
    paid_by: defaultdict[str, Money] = defaultdict(Money.zero)
    for payer, issuer, amount in payments:
        paid_for[payer] += amount
        paid_by[issuer] += amount
    regions = {*paid_for, *paid_by}
    found = [Position(region, paid_for[region], paid_by[region]) for region in regions]
    return sorted(found, key=lambda position: (-position.net.minor, position.region))
