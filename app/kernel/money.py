"""Money: an integer number of minor units (分) and a currency. Never a float."""

from __future__ import annotations

from dataclasses import dataclass


class CurrencyMismatchError(ValueError):
    """Two amounts of different currencies met."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units, e.g. `Money(123450)` is ¥1,234.50."""

    minor: int
    currency: str = "CNY"

    def __post_init__(self) -> None:
        """Refuse anything but a true integer: a float or bool here is a defect upstream."""
        if type(self.minor) is not int:
            message = f"minor units must be an int, not {type(self.minor).__name__}"
            raise TypeError(message)

    @classmethod
    def zero(cls, currency: str = "CNY") -> Money:
        """Return nothing at all, in a currency."""
        return cls(0, currency)

    @property
    def is_positive(self) -> bool:
        """Tell whether the amount is above zero."""
        return self.minor > 0

    def share(self, numerator: int, denominator: int) -> Money:
        """Return `numerator/denominator` of the amount, rounded once, half away from zero.

        Half away from zero is what people do on paper, and is symmetric for refunds.
        """
        if denominator <= 0:
            message = "denominator must be positive"
            raise ValueError(message)
        product = self.minor * numerator
        quotient = (2 * abs(product) + denominator) // (2 * denominator)
        return Money(quotient if product >= 0 else -quotient, self.currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            message = f"{self.currency} met {other.currency}"
            raise CurrencyMismatchError(message)
        return other.minor
