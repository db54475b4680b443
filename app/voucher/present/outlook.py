"""What an enterprise could still get from a programme, and why perhaps nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.voucher.domain.applicants import applicant_refusals, use_refusals
from app.voucher.domain.days import voucher_day
from app.voucher.domain.granting import drawn_in_order, programme_refusals

if TYPE_CHECKING:
    from datetime import datetime

    from app.kernel.errors import Problem
    from app.kernel.money import Money
    from app.voucher.applicants import Standing
    from app.voucher.domain.cards import ProgrammeCard


@dataclass(frozen=True, slots=True)
class Outlook:
    """What caps and budget leave; None is no cap. `problems` bar a grant of any amount now."""

    standing: Standing
    per_application: Money | None
    per_year: Money | None
    left_of_cap: Money | None
    left_of_budget: Money
    problems: tuple[Problem, ...]

    @property
    def programme(self) -> ProgrammeCard:
        """Return the programme it is about."""
        return self.standing.programme

    @property
    def is_group(self) -> bool:
        """Tell whether the cap is shared by a control group."""
        return self.standing.counted.control_group_id is not None

    @property
    def most(self) -> Money:
        """Return the most that one application could get now."""
        limits = (self.per_application, self.left_of_cap, self.left_of_budget)
        return min(limit for limit in limits if limit is not None)


def outlook(standing: Standing, now: datetime) -> Outlook:
    """Return what a programme could still grant to an enterprise that stands so."""
    programme, applicant = standing.programme, standing.applicant
    caps, nothing = programme.policy.caps, standing.already - standing.already
    return Outlook(
        standing=standing,
        per_application=caps.per_application,
        per_year=caps.per_year,
        left_of_cap=None if caps.per_year is None else max(caps.per_year - standing.already, nothing),
        # A grant is paid from one tier.
        left_of_budget=max(tier.left for tier in drawn_in_order(programme)),
        problems=(
            *programme_refusals(programme, modes=None, tier=None, today=voucher_day(now)),
            *applicant_refusals(programme.policy, applicant),
            *use_refusals(programme.policy, applicant),
        ),
    )
