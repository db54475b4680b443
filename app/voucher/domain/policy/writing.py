"""Writes a policy in the shape in which it is read, every default written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.voucher.domain.policy.reading import CAPS

if TYPE_CHECKING:
    from app.kernel.money import Money
    from app.voucher.domain.policy.rates import Refinement
    from app.voucher.domain.policy.terms import Policy


def write_terms(policy: Policy) -> dict[str, Any]:
    """Return the plain data that `read_terms` reads. What is not set is left out."""
    caps = {name: getattr(policy.caps, name) for name in CAPS}
    written = {
        "label": policy.label,
        "rate_percent": policy.rate_percent,
        "rates": [_refinement(each) for each in policy.rates],
        "modes": sorted(policy.modes),
        "modes_by_region": {code: sorted(modes) for code, modes in sorted(policy.modes_by_region.items())},
        "payer_rule": str(policy.payer_rule),
        "tiers": [str(tier) for tier in policy.tiers],
        "caps": {name: _money(cap) for name, cap in caps.items() if cap is not None},
        "cap_counts": str(policy.cap_counts),
        "last_grant_used_percent": policy.last_grant_used_percent,
        "low_use_bar_percent": policy.low_use_bar_percent,
        "use_by": policy.use_by.isoformat(),
        "redeem_by": policy.redeem_by.isoformat(),
        "use_days": policy.use_days,
        "redeem_days": policy.redeem_days,
        "remainder": str(policy.remainder),
        "kinds": sorted(policy.kinds),
        "excluded_kinds": sorted(policy.excluded_kinds),
        "excluded_tests": policy.excluded_tests,
        "related_party": str(policy.related_party),
        "sme_registration_required": policy.sme_registration_required,
        "evidence": {str(mode): sorted(documents) for mode, documents in policy.evidence.items()},
        "public_notice_days": policy.public_notice_days,
        "city_review_above": None if policy.city_review_above is None else _money(policy.city_review_above),
        "spot_check_percent": policy.spot_check_percent,
        "hold_timeout_days": policy.hold_timeout_days,
        "rejected_redeem_borne_by": str(policy.rejected_redeem_borne_by),
        "voucher_order": str(policy.voucher_order),
    }
    return {name: value for name, value in written.items() if value is not None}


def _refinement(refinement: Refinement) -> dict[str, Any]:
    written = {
        "percent": refinement.percent,
        "kind": refinement.kind and str(refinement.kind),
        "locality": refinement.locality and str(refinement.locality),
        "from": refinement.from_amount and _money(refinement.from_amount),
        "below": refinement.below and _money(refinement.below),
    }
    return {name: value for name, value in written.items() if value is not None}


def _money(amount: Money) -> dict[str, Any]:
    return {"minor": amount.minor, "currency": amount.currency}
