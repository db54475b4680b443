"""May this voucher pay for this service? Every reason why not, at once.

Source: domain.md, "Eligibility at the hold".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kernel.errors import Problem
from app.kernel.text import N_
from app.kernel.words import RegionCode
from app.voucher.domain.facts import Facts, RecognitionFacts
from app.voucher.domain.policy import RelatedParty
from app.voucher.domain.refusing import insufficient, not_yours, nothing_to_pay
from app.voucher.domain.states import VoucherState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.kernel.money import Money
    from app.kernel.words import VoucherMode
    from app.voucher.domain.cards import VoucherCard
    from app.voucher.domain.policy import Policy


__all__ = ["Facts", "RecognitionFacts", "amount_refusals", "refusals", "rule_refusals"]


def refusals(
    voucher: VoucherCard, policy: Policy, facts: Facts, *, mode: VoucherMode, amount: Money, available: Money
) -> list[Problem]:
    """Return every reason why `voucher` may not hold `amount` for the order; empty when it may.

    Of a voucher that is not the enterprise's own only that is said, so nothing leaks about somebody else's.
    """
    if voucher.enterprise_id != facts.enterprise_id:
        return [not_yours(voucher.number)]
    return [*rule_refusals(voucher, policy, facts, mode), *amount_refusals(amount, available)]


def rule_refusals(voucher: VoucherCard, policy: Policy, facts: Facts, mode: VoucherMode) -> list[Problem]:
    """Return every reason but the amount why a voucher of the enterprise may not pay."""
    return [
        *_voucher_problems(voucher, facts, mode),
        *_mode_problems(policy, facts, mode),
        *_enterprise_problems(policy, facts),
        *_service_problems(policy, facts),
        *_recognition_problems(facts, mode),
    ]


def _voucher_problems(voucher: VoucherCard, facts: Facts, mode: VoucherMode) -> Iterator[Problem]:
    late = voucher.use_by < facts.service_on
    if late or voucher.state is VoucherState.LAPSED:
        yield Problem(
            "voucher_lapsed",
            N_("The voucher can be used until %(use_by)s; the service is on %(service_on)s."),
            field="voucher",
            fix=N_("Choose a day until %(use_by)s, or another voucher."),
            values={"use_by": voucher.use_by, "service_on": facts.service_on},
        )
    elif voucher.state is not VoucherState.ACTIVE:
        yield Problem(
            "voucher_not_active",
            N_("The voucher is %(state)s."),
            field="voucher",
            fix=N_("Choose another voucher, or book without one."),
            values={"state": voucher.state},
        )
    if mode not in voucher.modes:
        yield Problem(
            "mode_not_allowed",
            N_("The voucher can not be used in the mode %(mode)s."),
            field="mode",
            fix=N_("Use one of: %(modes)s."),
            values={"mode": mode, "modes": tuple(sorted(voucher.modes))},
        )


def _mode_problems(policy: Policy, facts: Facts, mode: VoucherMode) -> Iterator[Problem]:
    allowed = policy.modes_towards(facts.provider_region)
    if mode not in allowed:
        yield Problem(
            "mode_not_allowed_there",
            N_("The programme does not allow the mode %(mode)s with providers of region %(region)s."),
            field="mode",
            fix=N_("Use one of: %(modes)s.") if allowed else N_("Choose a provider of another region."),
            values={"mode": mode, "region": facts.provider_region, "modes": tuple(sorted(allowed))},
        )


def _enterprise_problems(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if policy.sme_registration_required and not facts.sme_registered:
        yield Problem(
            "sme_not_registered",
            N_("The enterprise is not registered as a technology SME for the year of the service."),
            fix=N_("Renew the registration for that year first."),
        )
    if not facts.demand_admitted:
        yield Problem(
            "district_not_admitted",
            N_("The enterprise's district is not an admitted member of the pool."),
            values={"region": RegionCode(facts.enterprise_region)},
        )
    if facts.related and policy.related_party is RelatedParty.REFUSE:
        yield Problem(
            "related_party",
            N_("The enterprise and the provider are related, so a voucher may not pay between them."),
            fix=N_("Choose another provider, or book without a voucher."),
        )


def _service_problems(policy: Policy, facts: Facts) -> Iterator[Problem]:
    if facts.accreditation is None:
        yield Problem(
            "not_accredited",
            N_("The provider is not accredited for this service on that day."),
            fix=N_("Choose an accredited provider, or book without a voucher."),
        )
    if facts.legally_required and policy.excluded_tests:
        yield Problem(
            "legally_required_test",
            N_("The law requires this test, so the programme does not pay for it."),
            fix=N_("Order it without a voucher."),
        )
    if facts.service_kind not in policy.eligible_kinds:
        yield Problem(
            "kind_not_eligible",
            N_("The programme does not pay for this kind of service: %(kind)s."),
            values={"kind": facts.service_kind},
        )


def _recognition_problems(facts: Facts, mode: VoucherMode) -> Iterator[Problem]:
    if facts.same_province:
        return
    recognition = facts.recognition
    if recognition is None or not recognition.covers(facts.service_on):
        yield Problem(
            "not_recognised",
            N_("%(demand)s recognises nothing of %(supply)s on %(service_on)s."),
            fix=N_("Choose an instrument of a recognised region, or book without a voucher."),
            values={
                "demand": RegionCode(facts.enterprise_region),
                "supply": RegionCode(facts.provider_region),
                "service_on": facts.service_on,
            },
        )
        return
    if recognition.kinds is not None and facts.service_kind not in recognition.kinds:
        yield Problem(
            "kind_not_recognised",
            N_("Recognition %(ref)s does not cover this kind of service: %(kind)s."),
            values={"ref": recognition.ref, "kind": facts.service_kind},
        )
    if not recognition.modes:
        yield Problem(
            "recognised_without_money",
            N_("Recognition %(ref)s accepts the provider's accreditation, but no voucher may pay there."),
            field="voucher",
            fix=N_("Book without a voucher, or choose an instrument of another recognised region."),
            values={"ref": recognition.ref},
        )
    elif mode not in recognition.modes:
        yield Problem(
            "mode_not_recognised",
            N_("Recognition %(ref)s does not allow the mode %(mode)s."),
            field="mode",
            fix=N_("Use one of: %(modes)s."),
            values={"ref": recognition.ref, "mode": mode, "modes": tuple(sorted(recognition.modes))},
        )


def amount_refusals(amount: Money, available: Money) -> Iterator[Problem]:
    """Yield why a voucher with so much free may not hold `amount`."""
    if not amount.is_positive:
        yield nothing_to_pay()
    elif amount > available:
        yield insufficient(available)
