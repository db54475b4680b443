"""The rules a span must pass before it is asked whether it is free: all failed ones, each with a fix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.booking.domain.attendance import to_the_minute
from app.kernel.errors import Invalid, Problem
from app.kernel.interval import Interval
from app.kernel.text import N_
from app.kernel.wall import Minutes

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class SpanRules:
    """An instrument's rules about length, grid and notice; `zone` is the instrument's own.

    `min_minutes` is the longer of the instrument's minimum and the rate card's.
    """

    min_minutes: int
    max_minutes: int
    step_minutes: int
    lead_minutes: int
    horizon_days: int
    zone: ZoneInfo


def span_of(starts_at: datetime, ends_at: datetime) -> Interval:
    """Return the span to the minute (seconds are cut off), or refuse with `ends_before_start` on `ends_at`.

    Prices are by the minute: a span shown without seconds must cost what it shows.
    """
    start, end = to_the_minute(starts_at), to_the_minute(ends_at)
    if end <= start:
        raise Invalid(
            "ends_before_start",
            N_("The span ends before it starts."),
            field="ends_at",
            fix=N_("Choose an end after the start."),
        )
    return Interval(start, end)


def refusals(rules: SpanRules, span: Interval, now: datetime) -> list[Problem]:
    """Return every rule of `rules` that `span` breaks at the moment `now`; none means it may be asked for."""
    return [*_notice(rules, span, now), *_length(rules, span), *_grid(rules, span)]


def _notice(rules: SpanRules, span: Interval, now: datetime) -> list[Problem]:
    soonest = now + timedelta(minutes=rules.lead_minutes)
    latest = now + timedelta(days=rules.horizon_days)
    found = []
    fix = N_("Start at %(at)s or later.")
    # A start some seconds into the running minute is still now: spans are to the minute.
    if span.start < to_the_minute(now):
        message = N_("The span starts in the past.")
        found.append(_problem("in_the_past", message, "starts_at", fix, rules, grid_up(rules, soonest)))
    if rules.lead_minutes and span.start < to_the_minute(soonest):
        message = N_("This instrument must be booked %(minutes)s ahead.")
        at, lead = grid_up(rules, soonest), Minutes(rules.lead_minutes)
        found.append(_problem("too_soon", message, "starts_at", fix, rules, at, minutes=lead))
    if span.end > latest:
        message = N_("This instrument can be booked at most %(days)s days ahead.")
        fix = N_("End by %(at)s.")
        found.append(_problem("too_far", message, "ends_at", fix, rules, latest, days=rules.horizon_days))
    return found


def _length(rules: SpanRules, span: Interval) -> list[Problem]:
    if span.minutes < rules.min_minutes:
        code, message = "shorter_than_minimum", N_("The shortest booking is %(minutes)s.")
        minutes = rules.min_minutes
    elif span.minutes > rules.max_minutes:
        code, message = "longer_than_maximum", N_("The longest booking is %(minutes)s.")
        minutes = rules.max_minutes
    else:
        return []
    at = span.start + timedelta(minutes=minutes)
    return [_problem(code, message, "ends_at", N_("End at %(at)s."), rules, at, minutes=Minutes(minutes))]


def _grid(rules: SpanRules, span: Interval) -> list[Problem]:
    message = N_("Times go in steps of %(minutes)s.")
    fix = N_("Choose %(at)s.")
    step = rules.step_minutes
    return [
        _problem("off_the_grid", message, field, fix, rules, grid_up(rules, instant), minutes=Minutes(step))
        for field, instant in (("starts_at", span.start), ("ends_at", span.end))
        if _minute_of_day(instant, rules.zone) % step
    ]


def grid_up(rules: SpanRules, instant: datetime) -> datetime:
    """Return the first moment of the grid at or after `instant`; the grid is the instrument's wall time."""
    whole = to_the_minute(instant)
    if whole < instant:
        whole += timedelta(minutes=1)
    return whole + timedelta(minutes=-_minute_of_day(whole, rules.zone) % rules.step_minutes)


def _minute_of_day(instant: datetime, zone: ZoneInfo) -> int:
    local = instant.astimezone(zone)
    return local.hour * 60 + local.minute


def _problem(
    code: str, message: str, field: str, fix: str, rules: SpanRules, at: datetime, **values: object
) -> Problem:
    return Problem(code, message, field, fix, {**values, "at": at, "zone": rules.zone.key})
