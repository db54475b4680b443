"""The few questions with which a programme begins; the newest programme, or the usual, answers the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, DateField, IntegerField
from wtforms.validators import Optional

from app.infra.forms import GIVEN
from app.infra.yuan import YuanField
from app.kernel.words import VoucherMode
from app.voucher.domain.policy import Policy
from app.voucher.domain.programmes import ProgrammeDraft
from app.voucher.forms.fields import POSITIVE, item, money_data, yuan_data
from app.voucher.forms.programme import FundedForm

if TYPE_CHECKING:
    from app.kernel.errors import Problem


class WizardForm(FundedForm):
    """Year, budget by tier, rate, cap, deadlines; every other term is as `base` has it."""

    rate_percent = item(IntegerField, "rate_percent", GIVEN)
    per_year = item(YuanField, "per_year", Optional(), POSITIVE)
    use_by = item(DateField, "use_by", GIVEN)
    redeem_by = item(DateField, "redeem_by", GIVEN)
    sme_registration_required = item(BooleanField, "sme_registration_required")

    def draft(self, region_code: str, base: Policy) -> ProgrammeDraft:
        """Return the programme that the answers make. Raises Invalid with every problem."""
        return self.funded(region_code, self._terms(base))

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Keep what the domain refuses, each at its question."""
        self.problems = tuple(replace(problem, field=_question(problem.field)) for problem in problems)

    def _terms(self, base: Policy) -> dict[str, Any]:
        terms = base.to_dict()
        named = [line.tier for line in self.budget()]
        return terms | {
            "rate_percent": self.rate_percent.data,
            "caps": terms["caps"] | {"per_year": money_data(self.per_year)},
            "use_by": _written(self.use_by.data),
            "redeem_by": _written(self.redeem_by.data),
            "sme_registration_required": self.sme_registration_required.data,
            # A tier that pays must be named; without a name any may pay.
            "tiers": terms["tiers"] if set(named) <= set(terms["tiers"]) else [],
        }


def usual_policy(year: int) -> Policy:
    """Return the terms of a region's first programme, its rate apart: that is the region's to say."""
    return Policy.from_dict(
        {
            "rate_percent": 1,
            "modes": sorted(VoucherMode),
            "use_by": date(year, 12, 31).isoformat(),
            "redeem_by": date(year + 1, 3, 31).isoformat(),
        }
    )


def first_answers(base: Policy | None, year: int, name: str) -> dict[str, Any]:
    """Return what the questions are answered with at first; `base` is the newest programme's policy."""
    usual = base or usual_policy(year)
    return {
        "name": name,
        "year": year,
        "rate_percent": base.rate_percent if base else None,
        "per_year": yuan_data(usual.caps.per_year),
        "use_by": date(year, 12, 31),
        "redeem_by": date(year + 1, 3, 31),
        "sme_registration_required": usual.sme_registration_required,
    }


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _question(place: str | None) -> str | None:
    if place is None:
        return None
    if place.startswith("budget"):
        return "budget_district"
    return place.removeprefix("policy.").removeprefix("caps.")
