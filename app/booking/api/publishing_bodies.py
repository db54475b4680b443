"""What a keeper sends to publish, and the answers that only publishing has.

Hours and prices are taken as they come: their own readers (WeeklyHours, RateTerms) tell every mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import ConfigDict, Field

from app.booking.api.shapes import OpeningHours, OpeningSpan, RateCardTerms
from app.booking.domain.states import State
from app.booking.publishing.closing import Closed
from app.booking.publishing.instruments import NewInstrument
from app.calendar.domain.hours import WeeklyHours, zone_problems
from app.calendar.schedules import schedule_problems
from app.infra.api import Answer, Body, Instant
from app.infra.api.shapes import DescribedAs
from app.kernel.errors import Invalid, Problem
from app.kernel.interval import Interval
from app.pool.domain.cards import InstrumentCard
from app.pool.domain.days import POOL_ZONE
from app.pool.domain.instruments import DETAIL_NAMES, Confirmation, InstrumentDetails, InstrumentRules
from app.pool.domain.rates import RateTerms

T = TypeVar("T")

# An instrument made over the API takes spans to the minute unless its keeper says otherwise.
LENIENT = InstrumentRules(min_minutes=15, step_minutes=1)


class RulesBody(Body):
    """How the instrument is booked; what is left out stays as it is. Minutes, but for the horizon."""

    min_minutes: int | None = None
    max_minutes: int | None = None
    step_minutes: int | None = None
    lead_minutes: int | None = None
    horizon_days: int | None = None
    set_up_buffer_minutes: int | None = None
    clean_up_buffer_minutes: int | None = None
    no_show_grace_minutes: int | None = None


class InstrumentChange(Body):
    """What is said of an instrument; what is left out stays as it is."""

    name: str | None = None
    name_zh: str | None = None
    name_en: str | None = None
    maker: str | None = None
    model: str | None = None
    category: str | None = None
    class_code: str | None = None
    institution: str | None = None
    department: str | None = None
    country: str | None = None
    region: str | None = None
    region_code: str | None = None
    city: str | None = None
    location: str | None = None
    lat: float | None = None
    lon: float | None = None
    year: int | None = None
    status: str | None = None
    price_note: str | None = None
    description: str | None = None
    link: str | None = None
    confirmation: Confirmation | None = None
    rules: RulesBody = RulesBody()

    def applied_to(self, card: InstrumentCard) -> tuple[InstrumentDetails, InstrumentRules]:
        """Return the instrument's details and rules with the changes."""
        return replace(card.details, **self._details()), self._rules(card.rules)

    def _details(self) -> dict[str, Any]:
        return {name: value for name in DETAIL_NAMES if (value := getattr(self, name)) is not None}

    def _rules(self, base: InstrumentRules) -> InstrumentRules:
        given = self.rules.model_dump(exclude_none=True)
        if self.confirmation is not None:
            given["confirmation"] = self.confirmation
        return replace(base, **given)


class InstrumentBody(InstrumentChange):
    """A new instrument. `zone` is the IANA zone of its wall clock; hours and prices may come with it."""

    name: str
    zone: str = POOL_ZONE.key
    lanes: int = Field(default=1, ge=1)
    publish: bool = False
    opening_hours: Annotated[dict[str, Any], DescribedAs(OpeningHours)] | None = None
    rate_card: Annotated[dict[str, Any], DescribedAs(RateCardTerms)] | None = None

    def new_instrument(self) -> NewInstrument:
        """Return what is to be drafted. Raises Invalid with the mistakes of all its parts."""
        details, rules = InstrumentDetails(**self._details()), self._rules(LENIENT)
        problems = [*details.problems(), *rules.problems(), *schedule_problems(self.zone, self.lanes)]
        hours = _read(self._hours, "opening_hours", problems)
        terms = _read(self._terms, "rate_card", problems)
        if problems:
            raise Invalid.of(problems)
        return NewInstrument(
            details=details,
            rules=rules,
            zone=self.zone,
            lane_count=self.lanes,
            hours=hours,
            terms=terms,
        )

    def _hours(self) -> WeeklyHours | None:
        if self.opening_hours is None:
            return None
        # A wrong zone of the instrument's is told once, under its own name.
        zone = POOL_ZONE.key if zone_problems(self.zone, "zone") else self.zone
        return WeeklyHours.from_dict({"timezone": zone, **self.opening_hours})

    def _terms(self) -> RateTerms | None:
        return None if self.rate_card is None else RateTerms.from_dict(self.rate_card)


def _read(reader: Callable[[], T | None], part: str, problems: list[Problem]) -> T | None:
    """Return what `reader` reads, or None with its mistakes added to `problems`, as fields of `part`."""
    try:
        return reader()
    except Invalid as refusal:
        problems += [replace(each, field=f"{part}.{each.field}") for each in refusal.problems]
        return None


class HoursBody(Body):
    """Weekly hours: `weekly` is a list of `{"weekday": 1..7, "from": "08:30", "to": "17:30"}`."""

    described: ClassVar[type[Body]] = OpeningHours

    timezone: Any = None
    weekly: Any = None

    def hours(self) -> WeeklyHours:
        """Return the hours. Raises Invalid with every mistake."""
        return WeeklyHours.from_dict({"timezone": self.timezone, "weekly": self.weekly})


class HoursAnswer(Answer):
    """Weekly hours on the wall clock of `timezone`."""

    timezone: str
    weekly: Annotated[list[dict[str, Any]], DescribedAs(list[OpeningSpan])]


class RateCardBody(Body):
    """A rate card in the shape of design/api.md; RateTerms reads it."""

    described: ClassVar[type[Body]] = RateCardTerms

    model_config = ConfigDict(extra="allow", frozen=True)


class ClosureBody(Body):
    """Time to close, and why."""

    starts_at: Instant
    ends_at: Instant
    reason: str = Field(default="", max_length=500)


class ConflictAnswer(Answer):
    """A standing booking under a closure."""

    ref: str
    state: State
    starts_at: Instant
    ends_at: Instant


class ClosureAnswer(Answer):
    """A closure just made, and the bookings somebody should be told about."""

    id: int
    starts_at: Instant
    ends_at: Instant
    reason: str
    conflicts: list[ConflictAnswer]

    @classmethod
    def of(cls, closed: Closed, span: Interval, reason: str) -> ClosureAnswer:
        """Return a closure as it is answered."""
        return cls(
            id=closed.closure_id,
            starts_at=span.start,
            ends_at=span.end,
            reason=reason,
            conflicts=[
                ConflictAnswer(
                    ref=each.ref, state=each.state, starts_at=each.span.start, ends_at=each.span.end
                )
                for each in closed.conflicts
            ],
        )
