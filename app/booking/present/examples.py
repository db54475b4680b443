"""What a keeper's prices come to: three spans of next week, priced as a customer's would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.kernel.errors import Invalid
from app.kernel.interval import Interval
from app.pool.domain.pricing import price

if TYPE_CHECKING:
    from datetime import date

    from app.kernel.money import Money
    from app.pool.domain.rates import RateTerms

#: An hour of a morning, half a day, and a night into the weekend: weekday from Monday, clock, hours.
_SPANS = ((0, time(9), 1), (2, time(14), 4), (4, time(20), 12))


@dataclass(frozen=True, slots=True)
class Example:
    """A span and its price, None where the prices leave a part of it out."""

    span: Interval
    total: Money | None


def examples(terms: RateTerms, today: date, zone: str) -> tuple[Example, ...]:
    """Return the examples on the wall clock of `zone`, in the week after that of `today`."""
    monday = today + timedelta(days=7 - today.weekday())
    starts = [
        datetime.combine(monday + timedelta(days=day), clock, ZoneInfo(zone)) for day, clock, _ in _SPANS
    ]
    spans = [
        Interval(start, start + timedelta(hours=hours))
        for start, (_, _, hours) in zip(starts, _SPANS, strict=True)
    ]
    return tuple(Example(span, _total(terms, span, ZoneInfo(zone))) for span in spans)


def _total(terms: RateTerms, span: Interval, zone: ZoneInfo) -> Money | None:
    try:
        return price(terms, span, zone).total
    except Invalid:
        return None
