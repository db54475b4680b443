"""Reads a policy from the JSON shape of `POST /programmes`.

`rate_percent`, `modes`, `use_by` and `redeem_by` are required; the defaults of the rest stand here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from app.kernel.text import N_
from app.kernel.words import ServiceKind, VoucherMode
from app.voucher.domain.claims import EvidenceKind
from app.voucher.domain.evidence import USUAL
from app.voucher.domain.payer import PayerRule
from app.voucher.domain.policy.caps import Caps
from app.voucher.domain.policy.rates import Refinement
from app.voucher.domain.policy.words import (
    Bearer,
    CapCounts,
    FundingTier,
    RelatedParty,
    Remainder,
    VoucherOrder,
)
from app.voucher.domain.regions import Locality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.kernel.fields import Fields
    from app.voucher.domain.policy.terms import Policy

P = TypeVar("P", bound="Policy")

LONGEST_HOLD_DAYS = 400
LONGEST_NOTICE_DAYS = 90
LONGEST_LABEL = 200
LONGEST_LIFE_DAYS = 3_660
MOST_REFINEMENTS = 12
CAPS = ("per_application", "per_contract", "per_year")
_REGION = re.compile(r"[0-9]{6}", re.ASCII)


def read_terms(kind: type[P], fields: Fields) -> P:
    """Return the policy of `fields`; what is wrong with single fields is noted there."""
    caps = fields.inner("caps")
    return kind(
        label=fields.text("label", longest=LONGEST_LABEL, default=""),
        rate_percent=fields.integer("rate_percent", low=1, high=100),
        rates=tuple(_refinement(row) for row in fields.objects("rates", most=MOST_REFINEMENTS)),
        modes=fields.choices("modes", VoucherMode),
        modes_by_region=_modes_by_region(fields.inner("modes_by_region")),
        payer_rule=fields.choice("payer_rule", PayerRule, default=PayerRule.ISSUER_DIRECT),
        tiers=fields.sequence("tiers", FundingTier),
        caps=Caps(*(caps.amount(name) for name in CAPS)),
        cap_counts=fields.choice("cap_counts", CapCounts, default=CapCounts.ENTERPRISE),
        last_grant_used_percent=fields.integer("last_grant_used_percent", low=0, high=100, default=0),
        low_use_bar_percent=fields.integer("low_use_bar_percent", low=0, high=100, default=0),
        use_by=fields.day("use_by"),
        redeem_by=fields.day("redeem_by"),
        use_days=fields.optional_integer("use_days", low=1, high=LONGEST_LIFE_DAYS),
        redeem_days=fields.optional_integer("redeem_days", low=1, high=LONGEST_LIFE_DAYS),
        remainder=fields.choice("remainder", Remainder, default=Remainder.VOUCHER),
        kinds=fields.choices("kinds", ServiceKind, default=frozenset(ServiceKind)),
        excluded_kinds=fields.choices("excluded_kinds", ServiceKind, default=frozenset()),
        excluded_tests=fields.flag("excluded_tests", default=True),
        related_party=fields.choice("related_party", RelatedParty, default=RelatedParty.REFUSE),
        sme_registration_required=fields.flag("sme_registration_required", default=True),
        evidence=_evidence(fields.inner("evidence")),
        public_notice_days=fields.integer("public_notice_days", low=0, high=LONGEST_NOTICE_DAYS, default=5),
        city_review_above=fields.amount("city_review_above"),
        spot_check_percent=fields.integer("spot_check_percent", low=0, high=100, default=0),
        hold_timeout_days=fields.integer("hold_timeout_days", low=1, high=LONGEST_HOLD_DAYS, default=90),
        rejected_redeem_borne_by=fields.choice("rejected_redeem_borne_by", Bearer, default=Bearer.PROVIDER),
        voucher_order=fields.choice("voucher_order", VoucherOrder, default=VoucherOrder.EARLIEST_USE_BY),
    )


def _refinement(row: Fields) -> Refinement:
    return Refinement(
        percent=row.integer("percent", low=1, high=100),
        kind=row.optional_choice("kind", ServiceKind),
        locality=row.optional_choice("locality", Locality),
        from_amount=row.amount("from"),
        below=row.amount("below"),
    )


def _modes_by_region(fields: Fields) -> Mapping[str, frozenset[VoucherMode]]:
    found = {}
    for code in fields.names():
        if _REGION.fullmatch(code):
            found[code] = fields.choices(code, VoucherMode, default=frozenset())
        else:
            fields.refuse(code, N_("A region is named by its six digits, such as 320000."))
    return found


def _evidence(fields: Fields) -> Mapping[VoucherMode, frozenset[EvidenceKind]]:
    return {
        mode: fields.choices(mode, EvidenceKind, default=frozenset(usual)) for mode, usual in USUAL.items()
    }
