"""The price of a span under a rate card, line by line. Pure: same terms, span and zone, same price for ever.

Each elapsed minute is priced by the band its local wall-clock minute falls in; consecutive minutes of
one band are one line, and each line is rounded once (half away from zero).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from app.kernel.errors import Invalid
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.wall import MINUTES_A_DAY
from app.pool.domain.rates import ChargeBasis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from app.pool.domain.rates import Band, RateTerms

_MINUTE = timedelta(minutes=1)


class LineKind(StrEnum):
    """What a line of a price pays for."""

    TIME = "time"
    MINIMUM = "minimum"
    SET_UP = "set_up"
    FEE = "fee"
    SERVICE = "service"
    REDUCTION = "reduction"


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line: `text` is a catalogue text filled from `values`.

    `span`, `minutes` and `minor_per_hour` are given for time, `quantity` for ordered work, with `minor_each`
    where a unit of it has a price.
    """

    kind: LineKind
    amount: Money
    text: str
    minutes: int = 0
    minor_per_hour: int | None = None
    span: Interval | None = None
    values: Mapping[str, int] = field(default_factory=dict)
    quantity: int = 0
    minor_each: int | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """A price with the lines it is the sum of."""

    lines: tuple[PriceLine, ...]
    total: Money

    @property
    def minutes(self) -> int:
        """Return the minutes charged, those up to the minimum included."""
        return sum(line.minutes for line in self.lines)


def price(terms: RateTerms, span: Interval, zone: ZoneInfo) -> Price:
    """Return what `span` costs on an instrument in `zone`.

    Seconds are cut off at both ends, so that the times a person sees and the price line up. A span under
    a minute costs the minimum (at the price of its first minute) and the set-up fee. Raises Invalid
    `no_price` where some minute belongs to no band.
    """
    start, end = (moment.replace(second=0, microsecond=0) for moment in (span.start, span.end))
    lines = _time_lines(terms, start, end, zone)
    last = lines[-1].minor_per_hour if lines else _band(terms, start, zone).minor_per_hour
    missing = terms.minimum_minutes - sum(line.minutes for line in lines)
    if missing > 0 and last is not None:
        lines.append(
            PriceLine(
                LineKind.MINIMUM,
                Money(last, terms.currency).share(missing, 60),
                N_("Up to the minimum of %(minimum)s minutes"),
                minutes=missing,
                minor_per_hour=last,
                values={"minimum": terms.minimum_minutes},
            )
        )
    if terms.set_up_minor:
        lines.append(PriceLine(LineKind.SET_UP, Money(terms.set_up_minor, terms.currency), N_("Set-up")))
    return _sum(lines, terms.currency)


def charged_span(basis: ChargeBasis, booked: Interval, used: Interval) -> Interval:
    """Return the span to charge. "greater" is the longer of the two, the booked one where they are equal."""
    if basis is ChargeBasis.USAGE or (basis is ChargeBasis.GREATER and used.length > booked.length):
        return used
    return booked


def cancellation_fee(terms: RateTerms, quoted: Money, notice: timedelta) -> Price:
    """Return what cancelling `notice` before the start costs, as a share of the quoted total."""
    return _fee(
        quoted, terms.cancellation_percent(notice), N_("Cancelled: %(percent)s %% of the quoted price")
    )


def no_show_fee(terms: RateTerms, quoted: Money) -> Price:
    """Return what not coming costs, as a share of the quoted total."""
    return _fee(quoted, terms.no_show_percent, N_("No-show: %(percent)s %% of the quoted price"))


def _fee(quoted: Money, percent: int, text: str) -> Price:
    amount = quoted.share(percent, 100)
    lines = [PriceLine(LineKind.FEE, amount, text, values={"percent": percent})] if amount.is_positive else []
    return _sum(lines, quoted.currency)


def _sum(lines: list[PriceLine], currency: str) -> Price:
    return Price(tuple(lines), sum((line.amount for line in lines), Money.zero(currency)))


def _time_lines(terms: RateTerms, start: datetime, end: datetime, zone: ZoneInfo) -> list[PriceLine]:
    lines = []
    for band, group in groupby(_stretches(terms, start, end, zone), key=lambda stretch: stretch[0]):
        spans = [span for _, span in group]
        whole = Interval(spans[0].start, spans[-1].end)
        lines.append(
            PriceLine(
                LineKind.TIME,
                Money(band.minor_per_hour, terms.currency).share(whole.minutes, 60),
                N_("Time"),
                minutes=whole.minutes,
                minor_per_hour=band.minor_per_hour,
                span=whole,
            )
        )
    return lines


def _stretches(
    terms: RateTerms, start: datetime, end: datetime, zone: ZoneInfo
) -> Iterator[tuple[Band, Interval]]:
    """Yield consecutive stretches in each of which one band holds and the wall clock runs evenly."""
    while start < end:
        band = _band(terms, start, zone)
        local = start.astimezone(zone)
        minute = local.hour * 60 + local.minute
        # A band's end or midnight, whichever is first: from there on another weekday's bands hold.
        until = min(end, start + timedelta(minutes=min(band.to_minute, MINUTES_A_DAY) - minute))
        if until.astimezone(zone).utcoffset() != local.utcoffset():
            # The clocks change on the way, so the wall clock tells nothing about `until`: walk by minutes.
            until = start + _MINUTE
        yield band, Interval(start, until)
        start = until


def _band(terms: RateTerms, moment: datetime, zone: ZoneInfo) -> Band:
    local = moment.astimezone(zone)
    band = terms.band_at(local.isoweekday(), local.hour * 60 + local.minute)
    if band is None:
        raise Invalid(
            "no_price",
            N_("The rate card has no price for %(at)s."),
            field="starts_at",
            fix=N_("Choose a span inside the hours that have a price."),
            at=moment,
            zone=str(zone),
        )
    return band
