"""How open a provider is, in figures that anybody can recount from what is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.calendar import queries as calendar
from app.pool import queries as pool

if TYPE_CHECKING:
    from collections.abc import Collection

_PERCENT = 100
_MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Openness:
    """What a provider offers, and how open that is.

    `bookable` of its published instruments have opening hours and a price for enterprises; `hours` are those
    of an average one of them in an ordinary week; `at_once` confirm a booking without their keeper.
    """

    instruments: int
    services: int
    bookable: int
    at_once: int
    hours: int

    @property
    def bookable_percent(self) -> int | None:
        """Return the share of published instruments that can be booked, None where there are none."""
        return _PERCENT * self.bookable // self.instruments if self.instruments else None


def openness_of(provider_ids: Collection[int]) -> dict[int, Openness]:
    """Return the figures of each of some providers, in three queries whatever their number."""
    offers = pool.offers_of(provider_ids)
    weeks = calendar.open_weeks(pool.published_by(provider_ids))
    return {
        each: _figures(offers.get(each, pool.Offers()), weeks.get(each, calendar.OpenWeek()))
        for each in provider_ids
    }


def _figures(offers: pool.Offers, week: calendar.OpenWeek) -> Openness:
    return Openness(
        instruments=offers.instruments,
        services=offers.services,
        bookable=week.instruments,
        at_once=offers.at_once,
        hours=(week.average_minutes + _MINUTES_AN_HOUR // 2) // _MINUTES_AN_HOUR,
    )
