"""May this voucher pay for this service? Every reason why not, at once.

Source: domain.md, "Eligibility at the hold".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.kernel.errors import Problem
from app.kernel.text import N_
from app.kernel.words import RegionCode
from app.voucher.domain.refusing import insufficient, not_yours
from app.voucher.domain.states import VoucherState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from app.kernel.money import Money
    from app.kernel.words import VoucherMode
    from app.voucher.domain.cards import VoucherCard
    from app.voucher.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class RecognitionFacts:
    """The recognition between demand and supply region that covers the day of service, if there is one.

    `kinds` None means every kind of service.
    """

    ref: str
    modes: frozenset[VoucherMode]
    kinds: frozenset[str] | None
    from_on: date
    until_on: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the recognition is in force on `day`; `until_on` is its last day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about the order that a voucher's rules ask, gathered by whoever asks for the hold.

    `service_on` is the day of service in Asia/Shanghai; `accreditation` the reference of the accreditation
    in force for the provider and this service, or None.
    """

    enterprise_id: int
    enterprise_region: str
    sme_registered: bool
    demand_admitted: bool
    service_kind: str
    service_on: date
    provider_id: int
    provider_region: str
    accreditation: str | None
    recognition: RecognitionFacts | None
    related: bool

    @property
    def same_province(self) -> bool:
        """Tell whether both sides are of one province-level area: its own accreditation needs no recognition.

        The first two digits of a GB/T 2260 code name that area.
        """
        return self.enterprise_region[:2] == self.provider_region[:2]

    def to_dict(self) -> dict[str, Any]:
        """Return the snapshot a hold keeps, so that the decision can be made again later (R3)."""
        recognition = self.recognition
        return {
            "enterprise_id": self.enterprise_id,
            "enterprise_region": self.enterprise_region,
            "sme_registered": self.sme_registered,
            "demand_admitted": self.demand_admitted,
            "service_kind": self.service_kind,
            "service_on": self.service_on.isoformat(),
            "provider_id": self.provider_id,
            "provider_region": self.provider_region,
            "accreditation": self.accreditation,
            "recognition": None
            if recognition is None
            else {
                "ref": recognition.ref,
                "modes": sorted(recognition.modes),
                "kinds": None if recognition.kinds is None else sorted(recognition.kinds),
                "from_on": recognition.from_on.isoformat(),
                "until_on": None if recognition.until_on is None else recognition.until_on.isoformat(),
            },
            "related": self.related,
        }


def refusals(
    voucher: VoucherCard, policy: Policy, facts: Facts, *, mode: VoucherMode, amount: Money, available: Money
) -> list[Problem]:
    """Return every reason why `voucher` may not hold `amount` for the order; empty when it may.

    Of a voucher that is not the enterprise's own only that is said, so nothing leaks about somebody else's.
    """
    if voucher.enterprise_id != facts.enterprise_id:
        return [not_yours(voucher.number)]
    return [
        *_voucher_problems(voucher, facts, mode),
        *_enterprise_problems(policy, facts),
        *_service_problems(policy, facts),
        *_recognition_problems(facts, mode),
        *_amount_problems(amount, available),
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
    if facts.related:
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
    if facts.service_kind not in policy.kinds - policy.excluded_kinds:
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
    if mode not in recognition.modes:
        yield Problem(
            "mode_not_recognised",
            N_("Recognition %(ref)s does not allow the mode %(mode)s."),
            field="mode",
            fix=N_("Use one of: %(modes)s."),
            values={"ref": recognition.ref, "mode": mode, "modes": tuple(sorted(recognition.modes))},
        )


def _amount_problems(amount: Money, available: Money) -> Iterator[Problem]:
    if not amount.is_positive:
        yield Problem("nothing_to_pay", N_("There is nothing for a voucher to pay."), field="voucher")
    elif amount > available:
        yield insufficient(available)
