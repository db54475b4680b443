"""What can not be meant together. Each rule speaks only when the fields it is about are good themselves."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.domain.claims import EvidenceKind

if TYPE_CHECKING:
    from app.kernel.fields import Fields
    from app.voucher.domain.policy.rates import Refinement
    from app.voucher.domain.policy.terms import Policy

_SHOWS_THE_PRICE_PAID = frozenset({EvidenceKind.INVOICE, EvidenceKind.BANK_RECEIPT})


def refuse_contradictions(policy: Policy, fields: Fields) -> None:
    """Note everything in `policy` that contradicts itself."""
    _deadlines(policy, fields)
    _days_after_issue(policy, fields)
    _kinds(policy, fields)
    _caps(policy, fields)
    _city_review(policy, fields)
    _refinements(policy, fields)
    _evidence(policy, fields)


def _deadlines(policy: Policy, fields: Fields) -> None:
    if fields.are_good("use_by", "redeem_by") and policy.use_by > policy.redeem_by:
        fields.refuse(
            "redeem_by",
            N_("What was used until the last day must still be claimable after it."),
            code="deadlines_contradict",
            fix=N_("Set the last day to claim on or after the last day to use, %(use_by)s."),
            use_by=policy.use_by,
        )


def _days_after_issue(policy: Policy, fields: Fields) -> None:
    if policy.redeem_days is None or not fields.are_good("use_days", "redeem_days"):
        return
    if policy.use_days is None or policy.use_days > policy.redeem_days:
        fields.refuse(
            "redeem_days",
            N_("A voucher could be used longer than it can be claimed."),
            code="deadlines_contradict",
            fix=N_("Give at most as many days to use it, or no days to claim."),
        )


def _kinds(policy: Policy, fields: Fields) -> None:
    if fields.are_good("kinds", "excluded_kinds") and not policy.eligible_kinds:
        fields.refuse(
            "excluded_kinds",
            N_("Every kind of service is excluded, so nothing could be paid."),
            code="nothing_eligible",
        )


def _caps(policy: Policy, fields: Fields) -> None:
    caps = policy.caps
    if caps.per_year is None:
        return
    for name, cap in (("per_application", caps.per_application), ("per_contract", caps.per_contract)):
        if cap is not None and cap > caps.per_year:
            fields.refuse(
                f"caps.{name}",
                N_("This is more than the cap of a whole year, %(per_year)s."),
                code="caps_contradict",
                fix=N_("Lower it, or raise the cap of the year."),
                per_year=caps.per_year,
            )


def _city_review(policy: Policy, fields: Fields) -> None:
    most, above = policy.caps.per_application, policy.city_review_above
    if most is not None and above is not None and above >= most:
        fields.refuse(
            "city_review_above",
            N_("No grant may be more than %(most)s, so the city would never review one."),
            code="review_never_needed",
            fix=N_("Set it below the cap of one application, or leave it out."),
            most=most,
        )


def _refinements(policy: Policy, fields: Fields) -> None:
    good = [(at, rate) for at, rate in enumerate(policy.rates) if fields.are_good(f"rates[{at}]")]
    for at, rate in good:
        _refinement(policy, rate, f"rates[{at}]", fields)
    for (_, earlier), (at, later) in combinations(good, 2):
        place = f"rates[{at}]"
        if earlier.is_conditional and earlier.covers(later) and fields.are_good(place):
            fields.refuse(
                place,
                N_("An earlier rate covers every order of this one."),
                code="refinement_unreachable",
                fix=N_("Put it in front of that, or leave it out."),
            )


def _refinement(policy: Policy, rate: Refinement, place: str, fields: Fields) -> None:
    if not rate.is_conditional:
        fields.refuse(
            place,
            N_("This rate would count for every order."),
            code="refinement_unconditional",
            fix=N_("Say for which kind, place or price it counts, or change the base rate."),
        )
    if rate.from_amount is not None and rate.below is not None and rate.from_amount >= rate.below:
        fields.refuse(f"{place}.below", N_("The price band ends before it begins."), code="band_empty")
    if fields.are_good("kinds", "excluded_kinds") and rate.kind not in (None, *policy.eligible_kinds):
        fields.refuse(
            f"{place}.kind",
            N_("The programme does not pay for this kind of service: %(kind)s."),
            code="kind_not_eligible",
            kind=rate.kind,
        )


def _evidence(policy: Policy, fields: Fields) -> None:
    for mode in sorted(policy.issuable_modes):
        asked = policy.evidence[mode]
        if not fields.are_good(f"evidence.{mode}"):
            continue
        if not asked:
            fields.refuse(
                f"evidence.{mode}",
                N_("A claim must rest on at least one document."),
                code="evidence_missing",
            )
        elif mode is VoucherMode.REIMBURSE and not asked & _SHOWS_THE_PRICE_PAID:
            fields.refuse(
                f"evidence.{mode}",
                N_("The enterprise is paid back what it paid, so something must show that price."),
                code="evidence_insufficient",
                fix=N_("Ask for the invoice, the bank receipt or both."),
            )
