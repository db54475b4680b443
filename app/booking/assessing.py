"""Looks at a wished slot from all sides: rules, opening hours, what is taken, price. All refusals at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.booking.domain import rules
from app.booking.domain.cards import Margins
from app.calendar import queries as calendar
from app.kernel.errors import Conflict, Invalid, NotFound, Problem
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.pricing import price
from app.pool.domain.rates import ENTERPRISE_GROUP
from app.pool.domain.states import InstrumentState

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.wishes import SlotWish
    from app.calendar.queries import Schedule
    from app.kernel.interval import Interval
    from app.pool.domain.cards import InstrumentCard
    from app.pool.domain.pricing import Price
    from app.pool.domain.rates import RateCard


# Hours and prices are looked up day by day. No instrument takes a booking this long (pool's RULE_RANGES), so
# that nobody keeps the server busy with a span of a thousand years.
LONGEST_LOOKED_AT = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot that may be had at a price, as far as can be known before the database has the last word."""

    instrument: InstrumentCard
    zone: str
    span: Interval
    rate_card: RateCard
    price: Price

    @property
    def margins(self) -> Margins:
        """Return the minutes around the span that the instrument needs."""
        return margins_of(self.instrument)


def assess(wish: SlotWish, *, now: datetime) -> Offer:
    """Return the wished slot with its price.

    Raises:
        NotFound: there is no such instrument, or it was never published.
        Conflict: `slot_taken` is all that stands against it.
        Invalid: every rule that failed.
    """
    instrument = _bookable(wish.instrument_id)
    schedule = calendar.get_schedule(instrument.id)
    zone = ZoneInfo(schedule.zone)
    card = pool.rate_card_in_force(instrument.id, ENTERPRISE_GROUP, wish.span.start.astimezone(zone).date())
    problems = rules.refusals(span_rules(instrument, card, zone), wish.span, now)
    if wish.span.length > LONGEST_LOOKED_AT:
        raise Invalid.of(problems)
    priced, unpriced = _price(card, wish.span, zone)
    problems += [
        *_refusals_of_time(instrument, schedule, wish, now),
        *unpriced,
    ]
    if card is None or priced is None or problems:
        raise refusal(problems)
    return Offer(instrument, schedule.zone, wish.span, card, priced)


def refusal(problems: list[Problem]) -> Conflict | Invalid:
    """Return the error for `problems`: 409 when somebody else's time is all that fails, else 422."""
    if {problem.code for problem in problems} == {"slot_taken"}:
        return Conflict.of(problems)
    return Invalid.of(problems)


def margins_of(instrument: InstrumentCard) -> Margins:
    """Return the instrument's present minutes around a booking."""
    own = instrument.rules
    return Margins(own.set_up_buffer_minutes, own.clean_up_buffer_minutes, own.no_show_grace_minutes)


def _bookable(instrument_id: int) -> InstrumentCard:
    instrument = pool.get_instrument(instrument_id)
    if instrument.state is InstrumentState.DRAFT:
        raise NotFound("not_found", N_("There is no such instrument."))
    if instrument.state is not InstrumentState.PUBLISHED:
        raise Invalid(
            "instrument_not_published",
            N_("This instrument can no longer be booked."),
            field="instrument_id",
            fix=N_("Look for another in the catalogue."),
        )
    return instrument


def span_rules(instrument: InstrumentCard, card: RateCard | None, zone: ZoneInfo) -> rules.SpanRules:
    """Return the rules about a span's length, grid and notice; a card's minimum may be the longer one."""
    own = instrument.rules
    return rules.SpanRules(
        min_minutes=max(own.min_minutes, card.terms.minimum_minutes if card else 0),
        max_minutes=own.max_minutes,
        step_minutes=own.step_minutes,
        lead_minutes=own.lead_minutes,
        horizon_days=own.horizon_days,
        zone=zone,
    )


def _refusals_of_time(
    instrument: InstrumentCard, schedule: Schedule, wish: SlotWish, now: datetime
) -> list[Problem]:
    problems = calendar.refusals(schedule, wish.span, margins_of(instrument).blocked(wish.span), now)
    if wish.lane is not None and wish.lane not in schedule.lanes:
        fix = N_("Choose a lane from 1 to %(lanes)s, or leave it out.")
        values = {"lanes": schedule.lane_count}
        problems.append(Problem("no_such_lane", N_("The instrument has no such lane."), "lane", fix, values))
    return problems


def _price(card: RateCard | None, span: Interval, zone: ZoneInfo) -> tuple[Price | None, list[Problem]]:
    if card is None:
        message = N_("The instrument has no price for your group on that day.")
        fix = N_("Choose another day, or ask the provider.")
        return None, [Problem("no_price", message, "starts_at", fix)]
    try:
        return price(card.terms, span, zone), []
    except Invalid as unpriced:
        return None, list(unpriced.problems)
