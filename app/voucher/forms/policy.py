"""The policy editor: every item as a field. The domain judges; what it refuses stands beside its field."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from app.infra.forms import GIVEN, CheckboxesField, Form, lazy_gettext
from app.infra.yuan import YuanField
from app.kernel.errors import Invalid
from app.kernel.words import ServiceKind, VoucherMode
from app.voucher.domain.claims import EvidenceKind
from app.voucher.domain.payer import PayerRule
from app.voucher.domain.policy import (
    Bearer,
    CapCounts,
    FundingTier,
    Policy,
    RelatedParty,
    Remainder,
    VoucherOrder,
)
from app.voucher.forms.fields import POSITIVE, choices, item, options, rows
from app.voucher.forms.policy_data import terms_data
from app.voucher.forms.policy_problems import place_problems, refuse_twice
from app.voucher.forms.policy_rows import RateRow, RegionRow
from app.voucher.ports import region_names

if TYPE_CHECKING:
    from app.kernel.errors import Problem

LONGEST_REASON = 2000
_NO_TIER = lazy_gettext("No tier")


def _tier(label: str) -> SelectField:
    return SelectField(label, choices=choices(FundingTier, none=_NO_TIER))


class PolicyForm(Form):
    """A policy's terms; `previewed` names the terms whose effect was shown last."""

    rate_percent = item(IntegerField, "rate_percent", GIVEN)
    rates = rows(RateRow, "rates")
    per_contract = item(YuanField, "per_contract", Optional(), POSITIVE)
    modes = item(CheckboxesField, "modes", choices=choices(VoucherMode))
    modes_by_region = rows(RegionRow, "modes_by_region")
    payer_rule = item(RadioField, "payer_rule", choices=choices(PayerRule))
    rejected_redeem_borne_by = item(RadioField, "rejected_redeem_borne_by", choices=choices(Bearer))
    sme_registration_required = item(BooleanField, "sme_registration_required")
    per_application = item(YuanField, "per_application", Optional(), POSITIVE)
    per_year = item(YuanField, "per_year", Optional(), POSITIVE)
    cap_counts = item(RadioField, "cap_counts", choices=choices(CapCounts))
    last_grant_used_percent = item(IntegerField, "last_grant_used_percent", GIVEN)
    low_use_bar_percent = item(IntegerField, "low_use_bar_percent", GIVEN)
    city_review_above = item(YuanField, "city_review_above", Optional(), POSITIVE)
    tier_1 = _tier(lazy_gettext("First tier"))
    tier_2 = _tier(lazy_gettext("Second tier"))
    tier_3 = _tier(lazy_gettext("Third tier"))
    use_by = item(DateField, "use_by", GIVEN)
    use_days = item(IntegerField, "use_days", Optional())
    redeem_by = item(DateField, "redeem_by", GIVEN)
    redeem_days = item(IntegerField, "redeem_days", Optional())
    hold_timeout_days = item(IntegerField, "hold_timeout_days", GIVEN)
    kinds = item(CheckboxesField, "kinds", choices=choices(ServiceKind))
    excluded_tests = item(BooleanField, "excluded_tests")
    related_party = item(RadioField, "related_party", choices=choices(RelatedParty))
    remainder = item(RadioField, "remainder", choices=choices(Remainder))
    voucher_order = item(RadioField, "voucher_order", choices=choices(VoucherOrder))
    evidence_reimburse = item(CheckboxesField, "evidence_reimburse", choices=choices(EvidenceKind))
    evidence_redeem = item(CheckboxesField, "evidence_redeem", choices=choices(EvidenceKind))
    public_notice_days = item(IntegerField, "public_notice_days", GIVEN)
    spot_check_percent = item(IntegerField, "spot_check_percent", GIVEN)
    label = item(StringField, "label", Length(max=200))
    reason = TextAreaField(lazy_gettext("Why it changes"), [Length(max=LONGEST_REASON)])
    based_on = IntegerField(validators=[Optional()], widget=HiddenInput())
    previewed = HiddenField()

    def __init__(self, *formdata: Any, **kwargs: Any) -> None:
        """Offer the regions of the pool: whole areas and cities, and what the policy names already."""
        super().__init__(*formdata, **kwargs)
        self.regions = region_names()
        for row in self.modes_by_region:
            row.form.region.choices = self._regions(row.form.region.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what was typed, then let the domain judge; each refusal stands beside its field."""
        is_good = super().validate(extra_validators)
        is_good = not refuse_twice(self) and is_good
        try:
            self.judge()
        except Invalid as refusal:
            self.problems = place_problems(self, refusal.problems)
            return False
        return is_good

    def judge(self) -> None:
        """Let the domain judge what was typed. Raises Invalid with every problem."""
        self.policy()

    def policy(self) -> Policy:
        """Return the terms typed. Raises Invalid with every problem."""
        return Policy.from_dict(terms_data(self))

    def note_preview(self) -> None:
        """Remember which terms' effect is shown now."""
        self.previewed.data = self._fingerprint()

    @property
    def is_previewed(self) -> bool:
        """Tell whether the effect of the very terms typed was shown."""
        return self.previewed.data == self._fingerprint()

    def _fingerprint(self) -> str:
        written = json.dumps(self.policy().to_dict(), sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Show a refusal of the use case as one of the form's own."""
        self.problems = place_problems(self, problems)

    def _regions(self, chosen: str) -> list[Any]:
        offered = {code: name for code, name in self.regions.items() if code.endswith("00")}
        if chosen:
            offered.setdefault(chosen, self.regions.get(chosen, chosen))
        return options({"": lazy_gettext("No region"), **dict(sorted(offered.items()))})
