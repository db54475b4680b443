"""What an address asks, as a question: whose view, which period, which region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from app.accounts.domain.actor import Actor, Scope
from app.accounts.domain.permissions import Permission
from app.kernel.errors import Invalid, NotFound, Problem
from app.kernel.steps import Step
from app.kernel.text import N_
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR
from app.kernel.within import Within
from app.pool.divisions import divisions_by_code
from app.pool.domain.places import code_range, covers
from app.statistics.domain.figures import Audience, Grain
from app.statistics.domain.periods import (
    LONGEST_YEARS,
    Period,
    find_period,
    last_twelve_months,
    latest_public_year,
    public_year,
)
from app.statistics.domain.reports import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

W = TypeVar("W", bound=StrEnum)
_NOT_A_PERIOD = N_("This must be a year, a quarter or a month, such as 2026, 2026-Q1 or 2026-03.")
_NOT_DAYS = N_("These must be two days in order, such as 2026-03-01, at most %(years)s years apart.")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the audience, and the region or provider whose own view it is."""

    audience: Audience
    region_code: str | None = None
    organisation_id: int | None = None


PUBLIC = Viewer(Audience.PUBLIC)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address says, as text; "" is what was left out."""

    period: str = ""
    from_on: str = ""
    to_on: str = ""
    region: str = ""
    step: str = ""
    by: str = ""
    programme: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        """Read an address's arguments; those of other names are left alone."""
        return cls(**{name: given.get(name, "").strip() for name in cls.__slots__})


def viewer_of(actor: Actor | None) -> Viewer:
    """Return whose own view somebody has: the operator's of all, an officer's of a region, a provider's."""
    organisation = actor.organisation if actor and actor.reaches(Scope.READ) else None
    if actor is None or organisation is None:
        return PUBLIC
    if actor.may(Permission.OPERATE):
        return Viewer(Audience.POOL)
    if actor.may(Permission.RUN_PROGRAMME):
        return Viewer(Audience.REGION, region_code=organisation.region_code)
    if actor.may(Permission.KEEP):
        return Viewer(Audience.PROVIDER, organisation_id=organisation.id)
    return PUBLIC


def question_of(asked: Asked, viewer: Viewer, today: date) -> Question:
    """Return the question. Raises Invalid with all that is wrong, NotFound for another's region."""
    problems: list[Problem] = []
    step, grain = _word(asked.step, Step, "step", problems), _word(asked.by, Grain, "by", problems)
    period = _public_period(asked, today, problems) if viewer is PUBLIC else _period(asked, today, problems)
    if viewer is PUBLIC:
        problems += _not_public(step, grain)
    region = _region(asked, viewer, problems)
    if problems or period is None:
        raise Invalid.of(problems)
    return Question(
        audience=viewer.audience,
        within=Within(code_range(region) if region else None, viewer.organisation_id),
        period=period.up_to(today),
        step=step or Step.MONTH,
        grain=grain or Grain.REGION,
        region_code=region,
        programme_ref=asked.programme,
    )


def _not_public(step: Step | None, grain: Grain | None) -> list[Problem]:
    """Refuse what would split a row that everybody is told: a quarter its months, a region its providers."""
    found = []
    if step not in (None, Step.MONTH):
        found.append(Problem("invalid", N_("Everybody is told this by month only."), "step"))
    if grain is Grain.PROVIDER:
        found.append(Problem("invalid", N_("Everybody is told this by region or class only."), "by"))
    return found


def _period(asked: Asked, today: date, problems: list[Problem]) -> Period | None:
    if asked.from_on or asked.to_on:
        return _days(asked, problems)
    if not asked.period:
        return last_twelve_months(today)
    found = find_period(asked.period)
    if found is None:
        problems.append(Problem("not_a_period", _NOT_A_PERIOD, "period"))
    return found


def _public_period(asked: Asked, today: date, problems: list[Problem]) -> Period | None:
    latest = latest_public_year(today)
    if asked.from_on or asked.to_on:
        message = N_("Everybody is told whole years only.")
        problems.append(Problem("not_a_period", message, "from_on" if asked.from_on else "to_on"))
        return None
    if not asked.period:
        return public_year(latest, today)
    found = find_period(asked.period)
    if found is None or not asked.period.isdecimal() or found.first.year > latest:
        message = N_("This must be a year of which a month is over, up to %(latest)s.")
        problems.append(Problem("not_a_period", message, "period", values={"latest": latest}))
        return None
    return public_year(found.first.year, today)


def _days(asked: Asked, problems: list[Problem]) -> Period | None:
    first, last = _day(asked.from_on), _day(asked.to_on)
    if first and last and first <= last and last.year - first.year <= LONGEST_YEARS:
        return Period(first, last)
    field = "from_on" if first is None else "to_on"
    problems.append(Problem("not_a_period", _NOT_DAYS, field, values={"years": LONGEST_YEARS}))
    return None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST_YEAR <= day.year < LATEST_YEAR else None


def _region(asked: Asked, viewer: Viewer, problems: list[Problem]) -> str | None:
    if not asked.region:
        return viewer.region_code
    if viewer.audience in (Audience.PUBLIC, Audience.PROVIDER):
        message = N_("This is told for the pool as a whole only.")
        problems.append(Problem("invalid", message, "region"))
        return None
    is_own = viewer.region_code is None or covers(viewer.region_code, asked.region)
    if not is_own or asked.region not in divisions_by_code():
        raise NotFound("not_found", N_("There is no such region among yours."))
    return asked.region


def _word(text: str, words: type[W], field: str, problems: list[Problem]) -> W | None:
    if not text:
        return None
    try:
        return words(text)
    except ValueError:
        message = N_("This must be one of: %(words)s.")
        values = {"words": ", ".join(words)}
        problems.append(Problem("invalid", message, field, values=values))
        return None
