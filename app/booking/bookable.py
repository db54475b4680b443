"""An instrument with all that decides about a slot but what is taken: looked up once, asked often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.booking.domain.cards import Margins
from app.booking.domain.rules import SpanRules
from app.calendar import queries as calendar
from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.pricing import price
from app.pool.domain.rates import ENTERPRISE_GROUP, in_force

if TYPE_CHECKING:
    from datetime import date

    from app.calendar.queries import Schedule
    from app.kernel.interval import Interval
    from app.pool.domain.cards import InstrumentCard
    from app.pool.domain.pricing import Price
    from app.pool.domain.rates import RateCard


@dataclass(frozen=True, slots=True)
class Bookable:
    """An instrument, its hours, and every version of its prices for enterprises."""

    instrument: InstrumentCard
    schedule: Schedule
    rate_cards: tuple[RateCard, ...]

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone of the instrument's wall clock."""
        return ZoneInfo(self.schedule.zone)

    @property
    def margins(self) -> Margins:
        """Return the instrument's present minutes around a booking."""
        return margins_of(self.instrument)

    def rate_card_on(self, day: date) -> RateCard | None:
        """Return the card that prices use on a day, or None."""
        return in_force(self.rate_cards, day)

    def rate_card_of(self, span: Interval) -> RateCard | None:
        """Return the card that prices a span: that of the local day on which it starts, or None."""
        return self.rate_card_on(span.start.astimezone(self.zone).date())

    def rules_of(self, span: Interval) -> SpanRules:
        """Return the rules about a span's length, grid and notice; a card's minimum may be the longer one."""
        own, card = self.instrument.rules, self.rate_card_of(span)
        return SpanRules(
            min_minutes=max(own.min_minutes, card.terms.minimum_minutes if card else 0),
            max_minutes=own.max_minutes,
            step_minutes=own.step_minutes,
            lead_minutes=own.lead_minutes,
            horizon_days=own.horizon_days,
            zone=self.zone,
        )

    def price_of(self, span: Interval) -> Price:
        """Return what a span costs. Raises Invalid `no_price`, and as `pool.domain.pricing.price`."""
        card = self.rate_card_of(span)
        if card is None:
            message = N_("The instrument has no price for your group on that day.")
            fix = N_("Choose another day, or ask the provider.")
            raise Invalid.of([Problem("no_price", message, "starts_at", fix)])
        return price(card.terms, span, self.zone)


def margins_of(instrument: InstrumentCard) -> Margins:
    """Return the instrument's present minutes around a booking."""
    own = instrument.rules
    return Margins(own.set_up_buffer_minutes, own.clean_up_buffer_minutes, own.no_show_grace_minutes)


def bookable(instrument: InstrumentCard) -> Bookable:
    """Look up the rest of what decides about an instrument's slots: two queries. Raises NotFound."""
    schedule = calendar.get_schedule(instrument.id)
    return Bookable(instrument, schedule, pool.rate_cards(instrument.id, ENTERPRISE_GROUP))
