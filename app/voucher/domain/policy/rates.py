"""The share of a price that a voucher pays: a base rate, and refinements of it that are tried in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.kernel.money import Money
    from app.kernel.words import ServiceKind
    from app.voucher.domain.regions import Locality


@dataclass(frozen=True, slots=True)
class Refinement:
    """Another rate for some orders: of a kind, at a locality, with a price in `[from_amount, below)`.

    None is no condition. The rate counts for the whole price, not for the part within the band.
    """

    percent: int
    kind: ServiceKind | None = None
    locality: Locality | None = None
    from_amount: Money | None = None
    below: Money | None = None

    @property
    def is_conditional(self) -> bool:
        """Tell whether it is about some orders only."""
        return (self.kind, self.locality, self.from_amount, self.below) != (None, None, None, None)

    def applies(self, *, kind: str, locality: Locality, price: Money) -> bool:
        """Tell whether an order is one of those it is about."""
        return (
            self.kind in (None, kind)
            and self.locality in (None, locality)
            and (self.from_amount is None or price >= self.from_amount)
            and (self.below is None or price < self.below)
        )

    def covers(self, other: Refinement) -> bool:
        """Tell whether every order of `other` is one of its own, so that `other` behind it never counts."""
        return (
            self.kind in (None, other.kind)
            and self.locality in (None, other.locality)
            and (
                self.from_amount is None
                or (other.from_amount is not None and other.from_amount >= self.from_amount)
            )
            and (self.below is None or (other.below is not None and other.below <= self.below))
        )
