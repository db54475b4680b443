"""A programme to draft, more money for it, and why something is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from app.infra.forms import GIVEN, Form, lazy_gettext
from app.infra.yuan import YuanField
from app.kernel.money import Money
from app.voucher.domain.policy import FundingTier
from app.voucher.domain.programmes import BudgetLine, ProgrammeDraft, draft
from app.voucher.forms.fields import POSITIVE, choices
from app.voucher.forms.policy import LONGEST_REASON, PolicyForm
from app.voucher.forms.policy_data import terms_data

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


class FundedForm(Form):
    """A programme's name, year and budget by tier."""

    name = StringField(lazy_gettext("Name of the programme"), [GIVEN, Length(max=200)])
    year = IntegerField(lazy_gettext("Year"), [GIVEN, NumberRange(EARLIEST_YEAR, LATEST_YEAR)])
    budget_district = YuanField(lazy_gettext("Budget of the district, ¥"), [Optional(), POSITIVE])
    budget_city = YuanField(lazy_gettext("Budget of the city, ¥"), [Optional(), POSITIVE])
    budget_province = YuanField(lazy_gettext("Budget of the province, ¥"), [Optional(), POSITIVE])

    def funded(self, region_code: str, policy: Mapping[str, Any]) -> ProgrammeDraft:
        """Return the programme typed, with its policy. Raises Invalid with every problem."""
        return draft(
            name=self.name.data or "",
            year=self.year.data or EARLIEST_YEAR,
            region_code=region_code,
            budget=self.budget(),
            policy=policy,
        )

    def budget(self) -> list[BudgetLine]:
        """Return what is typed, tier by tier."""
        typed = (
            (FundingTier.DISTRICT, self.budget_district.money),
            (FundingTier.CITY, self.budget_city.money),
            (FundingTier.PROVINCE, self.budget_province.money),
        )
        return [BudgetLine(tier, amount) for tier, amount in typed if amount is not None]


class ProgrammeForm(FundedForm, PolicyForm):
    """A programme with its budget and its first policy."""

    def judge(self) -> None:
        """Let the domain judge the whole programme, wherever it is. Raises Invalid with every problem."""
        self.draft("")

    def draft(self, region_code: str) -> ProgrammeDraft:
        """Return the programme typed. Raises Invalid with every problem."""
        return self.funded(region_code, terms_data(self))


class DecisionForm(Form):
    """Why, for the history."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=LONGEST_REASON)])

    def given_reason(self) -> str | None:
        """Return the reason, or None where nothing was said."""
        return (self.reason.data or "").strip() or None


class AppropriationForm(DecisionForm):
    """More money of one funding tier; it needs a reason."""

    reason = TextAreaField(lazy_gettext("Reason"), [GIVEN, Length(max=LONGEST_REASON)])

    tier = SelectField(lazy_gettext("Funding tier"), choices=choices(FundingTier))
    amount = YuanField(lazy_gettext("Amount, ¥"), [GIVEN, POSITIVE])

    def line(self) -> BudgetLine:
        """Return the money typed."""
        return BudgetLine(self.tier.data, self.amount.money or Money.zero())
