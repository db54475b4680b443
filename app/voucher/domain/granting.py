"""May this amount be issued as a voucher? Every reason why not, at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.errors import Conflict, DomainError, Invalid, Problem
from app.kernel.text import N_
from app.voucher.domain.states import ProgrammeState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from app.kernel.money import Money
    from app.kernel.words import VoucherMode
    from app.voucher.domain.cards import ProgrammeCard, TierBudget


@dataclass(frozen=True, slots=True)
class Grant:
    """What is asked of a programme; `already` was granted before and counts for the yearly cap."""

    face: Money
    modes: frozenset[VoucherMode]
    tier: str
    already: Money


BUDGET_EXCEEDED = "budget_exceeded"


def grant_refusal(problems: Sequence[Problem]) -> DomainError:
    """Return the error for `problems`: 409 when others took the budget and nothing else fails, else 422."""
    if {problem.code for problem in problems} == {BUDGET_EXCEEDED}:
        return Conflict.of(problems)
    return Invalid.of(problems)


def grant_refusals(programme: ProgrammeCard, grant: Grant, *, today: date) -> list[Problem]:
    """Return every reason why `programme` may not issue the grant today; empty when it may."""
    return [
        *_programme_problems(programme, today),
        *_mode_problems(programme, grant.modes),
        *_amount_problems(programme, grant),
    ]


def drawn_in_order(programme: ProgrammeCard) -> list[TierBudget]:
    """Return the funding tiers that grants draw on, in the policy's order; all where it names none."""
    named = programme.policy.tiers
    if not named:
        return list(programme.budget)
    drawn = [tier for tier in programme.budget if tier.tier in named]
    return sorted(drawn, key=lambda tier: named.index(tier.tier))


def programme_refusals(
    programme: ProgrammeCard, *, modes: frozenset[VoucherMode] | None, tier: str | None, today: date
) -> list[Problem]:
    """Return every reason why `programme` may issue nothing of the kind today, whatever the amount."""
    problems = [*_programme_problems(programme, today)]
    if modes is not None:
        problems += _mode_problems(programme, modes)
    if tier is not None and _left_of(programme, tier) is None:
        problems.append(_unknown_tier(programme))
    return problems


def _programme_problems(programme: ProgrammeCard, today: date) -> Iterator[Problem]:
    if programme.state is not ProgrammeState.OPEN:
        yield Problem(
            "programme_not_open", N_("The programme is %(state)s."), values={"state": programme.state}
        )
    if programme.policy.use_by < today:
        yield Problem(
            "programme_over",
            N_("Its vouchers could be used until %(use_by)s only."),
            values={"use_by": programme.policy.use_by},
        )


def _mode_problems(programme: ProgrammeCard, modes: frozenset[VoucherMode]) -> Iterator[Problem]:
    issuable = programme.policy.issuable_modes
    if not modes or not modes <= issuable:
        allowed = tuple(sorted(issuable))
        yield Problem(
            "mode_not_allowed",
            N_("The programme does not issue vouchers of this mode."),
            field="mode",
            fix=N_("Use one of: %(modes)s."),
            values={"modes": allowed},
        )


def _amount_problems(programme: ProgrammeCard, grant: Grant) -> Iterator[Problem]:
    caps = programme.policy.caps
    if not grant.face.is_positive:
        yield Problem("invalid", N_("A voucher needs a positive amount."), field="amount")
        return
    if caps.per_application is not None and grant.face > caps.per_application:
        yield _too_much(
            "application_cap_exceeded", N_("One grant may be at most %(most)s."), caps.per_application
        )
    if caps.per_year is not None and grant.already + grant.face > caps.per_year:
        yield _too_much(
            "cap_exceeded",
            N_("The enterprise may get %(most)s more this year."),
            caps.per_year - grant.already,
        )
    left = _left_of(programme, grant.tier)
    if left is None:
        yield _unknown_tier(programme)
    elif grant.face > left:
        yield _too_much(BUDGET_EXCEEDED, N_("The tier's budget has %(most)s left."), left)


def _left_of(programme: ProgrammeCard, tier: str) -> Money | None:
    return next((each.left for each in drawn_in_order(programme) if each.tier == tier), None)


def _unknown_tier(programme: ProgrammeCard) -> Problem:
    return Problem(
        "unknown_tier",
        N_("The programme has no such funding tier."),
        field="tier",
        fix=N_("Use one of: %(tiers)s."),
        values={"tiers": ", ".join(tier.tier for tier in drawn_in_order(programme))},
    )


def _too_much(code: str, message: str, most: Money) -> Problem:
    return Problem(
        code,
        message,
        field="amount",
        fix=N_("Issue at most %(most)s."),
        values={"most": max(most, most - most)},
    )
