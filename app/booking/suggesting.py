"""What would work instead of a refused span: the nearest that passes every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.domain.repair import repaired
from app.booking.domain.rules import refusals
from app.calendar import queries as calendar
from app.calendar.domain.free import Claim
from app.kernel.errors import DomainError
from app.pool.domain.states import InstrumentState

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.bookable import Bookable
    from app.kernel.interval import Interval

#: A free time may begin off the grid (after somebody's clean-up): it is then moved on, and looked for again.
ATTEMPTS = 3


def nearest_that_passes(subject: Bookable, wished: Interval, now: datetime) -> Interval | None:
    """Return the span nearest to a wish that could be booked, or None where none is found in two weeks.

    One query.
    """
    rules, margins = subject.rules_of(wished), subject.margins
    span = repaired(rules, wished, now)
    around = calendar.surroundings(subject.schedule, span, now)
    if around is None or subject.instrument.state is not InstrumentState.PUBLISHED:
        return None
    for _ in range(ATTEMPTS):
        found = calendar.nearest_within(around, Claim(span, margins.blocked(span)))
        if found is None or _passes(subject, found, now):
            return found
        span = repaired(rules, found, now)
    return None


def _passes(subject: Bookable, free: Interval, now: datetime) -> bool:
    """Tell whether a free span keeps the rules and has a price."""
    try:
        subject.price_of(free)
    except DomainError:
        return False
    return not refusals(subject.rules_of(free), free, now)
