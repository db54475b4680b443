"""Looks at a wished slot from all sides: rules, opening hours, what is taken, price. All refusals at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.booking.bookable import bookable, margins_of
from app.booking.domain import rules
from app.calendar import queries as calendar
from app.kernel.errors import Conflict, Invalid, NotFound, Problem
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.states import InstrumentState

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.bookable import Bookable
    from app.booking.domain.cards import Margins
    from app.booking.domain.wishes import SlotWish
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
    """Return the wished slot with its price. Four queries.

    Raises:
        NotFound: there is no such instrument, or it was never published.
        Conflict: `slot_taken` is all that stands against it.
        Invalid: every rule that failed.
    """
    return assess_on(bookable(pool.get_instrument(wish.instrument_id)), wish, now=now)


def assess_on(subject: Bookable, wish: SlotWish, *, now: datetime) -> Offer:
    """Return the same for an instrument that was looked up already: one query. Raises as `assess`."""
    _check_published(subject.instrument)
    problems = rules.refusals(subject.rules_of(wish.span), wish.span, now)
    if wish.span.length > LONGEST_LOOKED_AT:
        raise Invalid.of(problems)
    cost, unpriced = _price(subject, wish.span)
    problems += [*_refusals_of_time(subject, wish, now), *unpriced]
    card = subject.rate_card_of(wish.span)
    if card is None or cost is None or problems:
        raise refusal(problems)
    return Offer(subject.instrument, subject.schedule.zone, wish.span, card, cost)


def priced(subject: Bookable, span: Interval) -> Price | None:
    """Return what a span costs, or None where it has no price or is too long to be looked at."""
    return None if span.length > LONGEST_LOOKED_AT else _price(subject, span)[0]


def check_still_free(wish: SlotWish, *, now: datetime) -> None:
    """Refuse a span that was quoted but not held, if it was closed or taken since. Raises as `assess`."""
    subject = bookable(pool.get_instrument(wish.instrument_id))
    _check_published(subject.instrument)
    problems = _refusals_of_time(subject, wish, now)
    if problems:
        raise refusal(problems)


def refusal(problems: list[Problem]) -> Conflict | Invalid:
    """Return the error for `problems`: 409 when somebody else's time is all that fails, else 422."""
    if {problem.code for problem in problems} == {"slot_taken"}:
        return Conflict.of(problems)
    return Invalid.of(problems)


def _check_published(instrument: InstrumentCard) -> None:
    if instrument.state is InstrumentState.DRAFT:
        raise NotFound("not_found", N_("There is no such instrument."))
    if instrument.state is not InstrumentState.PUBLISHED:
        raise Invalid(
            "instrument_not_published",
            N_("This instrument can no longer be booked."),
            field="instrument_id",
            fix=N_("Look for another in the catalogue."),
        )


def _refusals_of_time(subject: Bookable, wish: SlotWish, now: datetime) -> list[Problem]:
    schedule = subject.schedule
    problems = calendar.refusals(schedule, wish.span, subject.margins.blocked(wish.span), now)
    if wish.lane is not None and wish.lane not in schedule.lanes:
        fix = N_("Choose a lane from 1 to %(lanes)s, or leave it out.")
        values = {"lanes": schedule.lane_count}
        problems.append(Problem("no_such_lane", N_("The instrument has no such lane."), "lane", fix, values))
    return problems


def _price(subject: Bookable, span: Interval) -> tuple[Price | None, list[Problem]]:
    try:
        return subject.price_of(span), []
    except Invalid as unpriced:
        return None, list(unpriced.problems)
