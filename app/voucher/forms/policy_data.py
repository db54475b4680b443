"""Between a policy and the fields of its editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.kernel.words import VoucherMode
from app.voucher.domain.policy import Policy
from app.voucher.forms.fields import SPARE, money_data, yuan_data
from app.voucher.forms.policy_rows import rate_data, region_data

if TYPE_CHECKING:
    from app.voucher.forms.policy import PolicyForm

TIERS = ("tier_1", "tier_2", "tier_3")
CAPS = ("per_application", "per_contract", "per_year")

# Fields whose data is an item as it is written; a date is read as it is.
_PLAIN = (
    "label", "rate_percent", "modes", "payer_rule", "cap_counts", "last_grant_used_percent",
    "low_use_bar_percent", "use_by", "redeem_by", "use_days", "redeem_days", "remainder", "kinds",
    "excluded_tests", "related_party", "sme_registration_required", "public_notice_days",
    "spot_check_percent", "hold_timeout_days", "rejected_redeem_borne_by", "voucher_order",
)  # fmt: skip


def policy_data(policy: Policy) -> dict[str, Any]:
    """Return what the form shows of a policy, with some empty rows behind the lists."""
    written = policy.to_dict()
    regions = [region_data(code, modes) for code, modes in sorted(policy.modes_by_region.items())]
    return {
        **{name: written.get(name) for name in _PLAIN},
        **{f"evidence_{mode}": written["evidence"][mode] for mode in VoucherMode},
        **{name: yuan_data(getattr(policy.caps, name)) for name in CAPS},
        **dict(zip(TIERS, policy.tiers, strict=False)),
        "use_by": policy.use_by,
        "redeem_by": policy.redeem_by,
        "kinds": sorted(policy.eligible_kinds),
        "city_review_above": yuan_data(policy.city_review_above),
        "rates": [*(rate_data(rate) for rate in policy.rates), *({} for _ in range(SPARE))],
        "modes_by_region": [*regions, *({} for _ in range(SPARE))],
    }


def later_terms(policy: Policy) -> dict[str, Any]:
    """Return what the form shows at the start of another programme: the terms without the dates."""
    return policy_data(policy) | {"use_by": None, "redeem_by": None}


def first_terms() -> dict[str, Any]:
    """Return what the form shows at the start of a region's first programme: the usual, without a rate."""
    usual = Policy.from_dict(
        {"rate_percent": 1, "modes": sorted(VoucherMode), "use_by": "2026-12-31", "redeem_by": "2026-12-31"}
    )
    return later_terms(usual) | {"rate_percent": None}


def terms_data(form: PolicyForm) -> dict[str, Any]:
    """Return what was typed in the shape a policy reads."""
    return {
        **{name: form[name].data for name in _PLAIN},
        "rates": [row.form.to_dict() for row in form.rates if row.form.is_used],
        "modes_by_region": {
            row.form.region.data: row.form.modes for row in form.modes_by_region if row.form.is_used
        },
        "evidence": {str(mode): form[f"evidence_{mode}"].data for mode in VoucherMode},
        "caps": {
            "per_application": money_data(form.per_application),
            "per_contract": money_data(form.per_contract),
            "per_year": money_data(form.per_year),
        },
        "city_review_above": money_data(form.city_review_above),
        "tiers": [form[name].data for name in TIERS if form[name].data],
    }
