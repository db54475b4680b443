"""The final price beside the quoted one. The same rate card, spans and hold always settle the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.errors import Invalid
from app.kernel.money import Money
from app.pool.domain.pricing import charged_span, price
from app.pool.domain.rates import ChargeBasis
from app.voucher.domain.shares import split, without_voucher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from app.kernel.interval import Interval
    from app.kernel.words import VoucherMode
    from app.pool.domain.pricing import LineKind, Price, PriceLine
    from app.pool.domain.rates import RateTerms
    from app.voucher.domain.shares import Shares


class Cause(StrEnum):
    """Why something was settled."""

    USE = "use"
    DELIVERY = "delivery"
    LATE_CANCELLATION = "late_cancellation"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True)
class SettledLine:
    """A line of the quote beside the line of the final price; either may be missing."""

    quoted: PriceLine | None
    actual: PriceLine | None
    currency: str

    @property
    def kind(self) -> LineKind | None:
        """Return what the pair pays for."""
        line = self.actual or self.quoted
        return line.kind if line else None

    @property
    def difference(self) -> Money:
        """Return actual − quoted."""
        nothing = Money.zero(self.currency)
        actual = self.actual.amount if self.actual else nothing
        return actual - (self.quoted.amount if self.quoted else nothing)


def actual_price(terms: RateTerms, booked: Interval, used: Interval, zone: ZoneInfo, quoted: Price) -> Price:
    """Return the price of what the card charges for: the booked span, the used one, or the longer.

    A session may begin before or run on after the hours that have a price. Nobody published a price for those
    minutes, so they are free; what lies inside the booked span had a price when it was quoted. Should it have
    none today (the instrument's clock was changed), the quoted price stands: a booking must come to its end.
    """
    try:
        return price(terms, charged_span(terms.charge_basis, booked, used), zone)
    except Invalid:
        inside = used.intersection(booked) if terms.charge_basis is ChargeBasis.USAGE else booked
    try:
        return price(terms, inside or booked, zone)
    except Invalid:
        return quoted


def beside(
    quoted: Sequence[PriceLine], actual: Sequence[PriceLine], currency: str
) -> tuple[SettledLine, ...]:
    """Pair each line with its counterpart: same kind, same hourly price, same turn among those."""
    waiting: defaultdict[tuple[str, int | None], list[PriceLine]] = defaultdict(list)
    for line in actual:
        waiting[_key(line)].append(line)
    pairs = []
    for line in quoted:
        counterparts = waiting[_key(line)]
        pairs.append(SettledLine(line, counterparts.pop(0) if counterparts else None, currency))
    left = [line for lines in waiting.values() for line in lines]
    return (*pairs, *(SettledLine(None, line, currency) for line in left))


def final_shares(total: Money, captured: Money, mode: VoucherMode | None) -> Shares:
    """Return who pays what of the final price: the voucher what was captured, the enterprise the rest."""
    return without_voucher(total) if mode is None else split(total, captured, mode)


def _key(line: PriceLine) -> tuple[str, int | None]:
    return line.kind, line.minor_per_hour
