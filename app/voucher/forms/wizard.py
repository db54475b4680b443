"""The few questions with which a programme begins; the newest programme, or the usual, answers the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from wtforms import BooleanField, DateField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.infra.forms import Form, lazy_gettext
from app.infra.yuan import YuanField
from app.kernel.words import VoucherMode
from app.voucher.domain.policy import FundingTier, Policy
from app.voucher.domain.programmes import BudgetLine, ProgrammeDraft, draft
from app.voucher.forms.fields import POSITIVE, item, money_data, yuan_data
from app.voucher.forms.programme import EARLIEST_YEAR, LATEST_YEAR

if TYPE_CHECKING:
    from app.kernel.errors import Problem

_NEEDED = InputRequired(lazy_gettext("Please fill this in."))


class WizardForm(Form):
    """Year, budget by tier, rate, cap, deadlines; every other term is as `base` has it."""

    name = StringField(lazy_gettext("Name of the programme"), [_NEEDED, Length(max=200)])
    year = IntegerField(lazy_gettext("Year"), [_NEEDED, NumberRange(EARLIEST_YEAR, LATEST_YEAR)])
    budget_district = YuanField(lazy_gettext("Budget of the district, ¥"), [Optional(), POSITIVE])
    budget_city = YuanField(lazy_gettext("Budget of the city, ¥"), [Optional(), POSITIVE])
    budget_province = YuanField(lazy_gettext("Budget of the province, ¥"), [Optional(), POSITIVE])
    rate_percent = item(IntegerField, "rate_percent", _NEEDED)
    per_year = item(YuanField, "per_year", Optional(), POSITIVE)
    use_by = item(DateField, "use_by", _NEEDED)
    redeem_by = item(DateField, "redeem_by", _NEEDED)
    sme_registration_required = item(BooleanField, "sme_registration_required")

    def draft(self, region_code: str, base: Policy) -> ProgrammeDraft:
        """Return the programme that the answers make. Raises Invalid with every problem."""
        return draft(
            name=self.name.data or "",
            year=self.year.data or EARLIEST_YEAR,
            region_code=region_code,
            budget=self._budget(),
            policy=self._terms(base),
        )

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Keep what the domain refuses, each at its question."""
        self.problems = tuple(replace(problem, field=_question(problem.field)) for problem in problems)

    def _terms(self, base: Policy) -> dict[str, Any]:
        terms = base.to_dict()
        named = [line.tier for line in self._budget()]
        return terms | {
            "rate_percent": self.rate_percent.data,
            "caps": terms["caps"] | {"per_year": money_data(self.per_year)},
            "use_by": _written(self.use_by.data),
            "redeem_by": _written(self.redeem_by.data),
            "sme_registration_required": self.sme_registration_required.data,
            # A tier that pays must be named; without a name any may pay.
            "tiers": terms["tiers"] if set(named) <= set(terms["tiers"]) else [],
        }

    def _budget(self) -> list[BudgetLine]:
        typed = (
            (FundingTier.DISTRICT, self.budget_district.money),
            (FundingTier.CITY, self.budget_city.money),
            (FundingTier.PROVINCE, self.budget_province.money),
        )
        return [BudgetLine(tier, amount) for tier, amount in typed if amount is not None]


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
