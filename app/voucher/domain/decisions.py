"""What an officer decides about a programme later on: more money, and other terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kernel.errors import Conflict, Problem
from app.kernel.text import N_
from app.voucher.domain.policy import FundingTier
from app.voucher.domain.programmes import tier_not_named, year_problems
from app.voucher.domain.states import ENDED

if TYPE_CHECKING:
    from app.voucher.domain.cards import ProgrammeCard
    from app.voucher.domain.policy import Policy
    from app.voucher.domain.programmes import BudgetLine


def must_go_on(programme: ProgrammeCard) -> None:
    """Raise Conflict `illegal_transition` for a programme whose issuing is over."""
    if programme.state in ENDED:
        raise Conflict(
            "illegal_transition",
            N_("The programme is %(state)s, so neither its budget nor its policy changes any more."),
            fix=N_("Create a programme for the next year."),
            state=programme.state,
        )


def appropriation_problems(programme: ProgrammeCard, line: BudgetLine, reason: str | None) -> list[Problem]:
    """Return why money may not be added to a funding tier; empty when it may."""
    terms, known = programme.policy, {*FundingTier, *(tier.tier for tier in programme.budget)}
    problems = []
    if terms.tiers and line.tier not in terms.tiers:
        problems.append(tier_not_named(terms, "tier"))
    elif line.tier not in known:
        problems.append(
            Problem(
                "unknown_tier",
                N_("The programme has no such funding tier."),
                field="tier",
                fix=N_("Use one of: %(tiers)s."),
                values={"tiers": tuple(FundingTier)},
            )
        )
    if not line.amount.is_positive:
        problems.append(Problem("invalid", N_("A budget must be a positive amount."), field="amount"))
    return problems + reason_problems(reason)


def version_problems(programme: ProgrammeCard, terms: Policy, reason: str | None) -> list[Problem]:
    """Return why `terms` may not become the programme's next policy version; empty when they may."""
    funded = [tier.tier for tier in programme.budget]
    problems = year_problems(terms, programme.year)
    if terms.tiers and not set(terms.tiers) & set(funded):
        problems.append(
            Problem(
                "tiers_unfunded",
                N_("None of these tiers funds the programme, so nothing could be granted."),
                field="policy.tiers",
                fix=N_("Name at least one of: %(tiers)s."),
                values={"tiers": tuple(FundingTier(tier) for tier in funded if tier in set(FundingTier))},
            )
        )
    if terms.says_the_same_as(programme.policy):
        problems.append(Problem("nothing_changed", N_("These are the terms in force already.")))
    return problems + reason_problems(reason)


def reason_problems(reason: str | None) -> list[Problem]:
    """Return the refusal of a decision without a reason; it is read by whoever checks it later."""
    if (reason or "").strip():
        return []
    return [Problem("reason_needed", N_("Say why: the history keeps it."), field="reason")]
