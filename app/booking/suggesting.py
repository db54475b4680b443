"""What would work instead of a refused span: the nearest that passes every rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.booking.assessing import assess, margins_of, span_rules
from app.booking.domain.repair import repaired
from app.calendar import queries as calendar
from app.calendar.domain.free import Claim
from app.kernel.errors import DomainError
from app.pool import queries as pool
from app.pool.domain.rates import ENTERPRISE_GROUP

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.domain.wishes import SlotWish
    from app.kernel.interval import Interval

#: A free time may begin off the grid (after somebody's clean-up): it is then moved on, and looked for again.
ATTEMPTS = 3


def nearest_that_passes(wish: SlotWish, *, now: datetime) -> Interval | None:
    """Return the span nearest to the wish that could be booked, or None where none is found in two weeks."""
    instrument = pool.get_instrument(wish.instrument_id)
    schedule = calendar.get_schedule(instrument.id)
    zone = ZoneInfo(schedule.zone)
    card = pool.rate_card_in_force(instrument.id, ENTERPRISE_GROUP, wish.span.start.astimezone(zone).date())
    rules, margins = span_rules(instrument, card, zone), margins_of(instrument)
    span = wish.span
    for _ in range(ATTEMPTS):
        span = repaired(rules, span, now)
        found = calendar.nearest_free(schedule, Claim(span, margins.blocked(span)), now)
        if found is None:
            return None
        if _passes(replace(wish, span=found), now):
            return found
        span = found
    return None


def _passes(wish: SlotWish, now: datetime) -> bool:
    try:
        assess(wish, now=now)
    except DomainError:
        return False
    return True
