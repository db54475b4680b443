"""A programme as it is drafted: read from outside data, with every problem at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_
from app.voucher.domain.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.kernel.money import Money


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What one funding tier (province, city, district) puts in."""

    tier: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ProgrammeDraft:
    """A programme that may be created."""

    name: str
    year: int
    region_code: str
    budget: tuple[BudgetLine, ...]
    policy: Policy


def draft(
    *, name: str, year: int, region_code: str, budget: Sequence[BudgetLine], policy: Mapping[str, Any]
) -> ProgrammeDraft:
    """Check a programme's parts together. Raises Invalid with every problem of every part."""
    problems = _problems(name, budget)
    try:
        terms = Policy.from_dict(policy)
    except Invalid as refusal:
        raise Invalid.of([*problems, *refusal.problems]) from None
    problems += year_problems(terms, year)
    problems += [
        tier_not_named(terms, f"budget[{at}].tier")
        for at, line in enumerate(budget)
        if terms.tiers and line.tier not in terms.tiers
    ]
    if problems:
        raise Invalid.of(problems)
    return ProgrammeDraft(name.strip(), year, region_code, tuple(budget), terms)


def year_problems(terms: Policy, year: int) -> list[Problem]:
    """Return what in a policy does not fit the programme's year."""
    if terms.use_by.year >= year:
        return []
    return [
        Problem(
            "deadlines_contradict",
            N_("The last day to use a voucher lies before the programme's year."),
            field="policy.use_by",
            fix=N_("Choose a day in %(year)s or later."),
            values={"year": year},
        )
    ]


def tier_not_named(terms: Policy, field: str) -> Problem:
    """Return the refusal of money from a funding tier that the policy does not name."""
    return Problem(
        "unknown_tier",
        N_("The policy does not name this funding tier."),
        field=field,
        fix=N_("Use one of: %(tiers)s."),
        values={"tiers": terms.tiers},
    )


def _problems(name: str, budget: Sequence[BudgetLine]) -> list[Problem]:
    problems = []
    if not name.strip():
        problems.append(Problem("invalid", N_("A programme needs a name."), field="name"))
    if not budget:
        problems.append(Problem("invalid", N_("A programme needs a budget."), field="budget"))
    if len({line.tier for line in budget}) < len(budget):
        problems.append(Problem("invalid", N_("Each funding tier may be named once."), field="budget"))
    problems += [
        Problem("invalid", N_("A budget must be a positive amount."), field=f"budget[{at}].amount")
        for at, line in enumerate(budget)
        if not line.amount.is_positive
    ]
    return problems
