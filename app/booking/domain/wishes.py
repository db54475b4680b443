"""What somebody asks for, before anybody decided anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.kernel.interval import Interval
    from app.kernel.words import VoucherMode


@dataclass(frozen=True, slots=True)
class VoucherWish:
    """A voucher to pay a part, with `others` of its programme or alone.

    In which order they are named does not matter. `mode` None is fine when they allow only one.
    """

    number: str
    mode: VoucherMode | None = None
    others: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return all vouchers that are named."""
        return (self.number, *self.others)


@dataclass(frozen=True, slots=True)
class SlotWish:
    """A span of an instrument, on a certain lane (its number, from 1) or any, perhaps with a voucher."""

    instrument_id: int
    span: Interval
    lane: int | None = None
    voucher: VoucherWish | None = None
