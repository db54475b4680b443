"""Every item of a policy: read, written, contradicted, applied."""

from datetime import date

import pytest

from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.claims import EvidenceKind
from app.voucher.domain.policy import (
    Bearer,
    CapCounts,
    Policy,
    RelatedParty,
    Remainder,
    VoucherOrder,
)
from app.voucher.domain.regions import Locality, locality_of
from tests.unit.voucher.test_policy import SMALLEST, problems


def yuan(amount: int) -> dict[str, object]:
    return {"minor": amount * 100, "currency": "CNY"}


EVERY_ITEM = SMALLEST | {
    "label": "demo policy",
    "rates": [
        {"percent": 70, "kind": "testing", "locality": "same_district", "below": yuan(10_000)},
        {"percent": 30, "from": yuan(100_000)},
    ],
    "modes": ["reimburse"],
    "modes_by_region": {"320000": ["redeem", "reimburse"], "330400": []},
    "payer_rule": "host_clearing",
    "tiers": ["city", "district"],
    "caps": {"per_application": yuan(100), "per_contract": yuan(200), "per_year": yuan(300)},
    "cap_counts": "control_group",
    "last_grant_used_percent": 60,
    "low_use_bar_percent": 30,
    "use_days": 180,
    "redeem_days": 270,
    "remainder": "budget",
    "kinds": ["testing", "resource", "research"],
    "excluded_kinds": ["research"],
    "excluded_tests": False,
    "related_party": "allow",
    "sme_registration_required": False,
    "evidence": {"reimburse": ["contract", "bank_receipt"], "redeem": ["proof_of_service"]},
    "public_notice_days": 7,
    "city_review_above": yuan(50),
    "spot_check_percent": 10,
    "hold_timeout_days": 30,
    "rejected_redeem_borne_by": "enterprise",
    "voucher_order": "smallest",
}


def test_every_item_is_written_as_it_is_read():
    policy = Policy.from_dict(EVERY_ITEM)
    assert policy.to_dict() == EVERY_ITEM | {
        name: sorted(EVERY_ITEM[name]) for name in ("kinds", "modes")
    } | {"evidence": {"reimburse": ["bank_receipt", "contract"], "redeem": ["proof_of_service"]}}
    assert Policy.kept(policy.to_dict()) == policy


def test_the_defaults_change_nothing_for_a_policy_that_says_the_least():
    policy = Policy.from_dict(SMALLEST)
    assert (policy.rates, policy.modes_by_region, policy.tiers) == ((), {}, ())
    assert (policy.remainder, policy.related_party, policy.cap_counts) == (
        Remainder.VOUCHER, RelatedParty.REFUSE, CapCounts.ENTERPRISE,
    )  # fmt: skip
    assert (policy.last_grant_used_percent, policy.low_use_bar_percent, policy.spot_check_percent) == (
        0,
        0,
        0,
    )
    assert policy.evidence == {
        VoucherMode.REIMBURSE: {EvidenceKind.INVOICE, EvidenceKind.BANK_RECEIPT},
        VoucherMode.REDEEM: {EvidenceKind.INVOICE},
    }
    assert (policy.excluded_tests, policy.city_review_above) == (True, None)
    assert (policy.rejected_redeem_borne_by, policy.voucher_order) == (
        Bearer.PROVIDER, VoucherOrder.EARLIEST_USE_BY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"use_days": 0}, "use_days", "invalid"),
        ({"use_days": 90, "redeem_days": 60}, "redeem_days", "deadlines_contradict"),
        ({"redeem_days": 60}, "redeem_days", "deadlines_contradict"),
        ({"tiers": ["city", "city"]}, "tiers", "invalid"),
        ({"tiers": ["village"]}, "tiers", "invalid"),
        ({"modes_by_region": {"江苏": ["redeem"]}}, "modes_by_region.江苏", "invalid"),
        ({"modes_by_region": {"320000": ["gift"]}}, "modes_by_region.320000", "invalid"),
        ({"modes_by_region": ["redeem"]}, "modes_by_region", "invalid"),
        ({"cap_counts": "family"}, "cap_counts", "invalid"),
        ({"caps": {"per_year": yuan(1), "per_contract": yuan(2)}}, "caps.per_contract", "caps_contradict"),
        (
            {"caps": {"per_year": yuan(1), "per_application": yuan(2)}},
            "caps.per_application",
            "caps_contradict",
        ),
        (
            {"caps": {"per_application": yuan(5)}, "city_review_above": yuan(5)},
            "city_review_above",
            "review_never_needed",
        ),
        ({"last_grant_used_percent": 101}, "last_grant_used_percent", "invalid"),
        ({"low_use_bar_percent": -1}, "low_use_bar_percent", "invalid"),
        ({"spot_check_percent": 5.5}, "spot_check_percent", "invalid"),
        ({"remainder": "officer"}, "remainder", "invalid"),
        ({"related_party": "ask"}, "related_party", "invalid"),
        ({"excluded_tests": "yes"}, "excluded_tests", "invalid"),
        ({"evidence": {"redeem": ["photograph"]}}, "evidence.redeem", "invalid"),
        ({"evidence": {"redeem": []}}, "evidence.redeem", "evidence_missing"),
        (
            {"modes": ["reimburse"], "evidence": {"reimburse": ["contract"]}},
            "evidence.reimburse",
            "evidence_insufficient",
        ),
        ({"rejected_redeem_borne_by": "nobody"}, "rejected_redeem_borne_by", "invalid"),
        ({"voucher_order": "any"}, "voucher_order", "invalid"),
        ({"caps": {"per_year": {"minor": 10**30}}}, "caps.per_year", "invalid"),
    ],
)  # fmt: skip
def test_each_contradiction_names_its_field(changes, field, code):
    assert problems(**changes) == [(f"policy.{field}", code)]


@pytest.mark.parametrize(
    ("rates", "field", "code"),
    [
        ([{"percent": 60}], "rates[0]", "refinement_unconditional"),
        ([{"percent": 0, "kind": "testing"}], "rates[0].percent", "invalid"),
        ([{"percent": 60, "kind": "sailing"}], "rates[0].kind", "invalid"),
        ([{"percent": 60, "kind": "transfer"}], "rates[0].kind", "kind_not_eligible"),
        ([{"percent": 60, "from": yuan(2), "below": yuan(2)}], "rates[0].below", "band_empty"),
        (
            [{"percent": 60, "kind": "testing"}, {"percent": 70, "kind": "testing", "from": yuan(5)}],
            "rates[1]",
            "refinement_unreachable",
        ),
        ([{"percent": 60, "from": yuan(5)}] * 2, "rates[1]", "refinement_unreachable"),
        ([{"percent": at + 1, "from": yuan(20 - at)} for at in range(13)], "rates", "invalid"),
    ],
)  # fmt: skip
def test_a_refined_rate_must_mean_something(rates, field, code):
    assert problems(rates=rates, excluded_kinds=["transfer"]) == [(f"policy.{field}", code)]


def test_every_contradiction_is_named_at_once():
    found = problems(
        use_by="2027-04-01",
        redeem_days=9,
        excluded_kinds=["testing"],
        rates=[{"percent": 10, "kind": "testing"}, {"percent": 20}],
        caps={"per_year": yuan(1), "per_contract": yuan(2)},
        evidence={"redeem": []},
    )
    assert {code for _, code in found} == {
        "deadlines_contradict", "kind_not_eligible", "refinement_unconditional", "caps_contradict",
        "evidence_missing",
    }  # fmt: skip
    assert len(found) == 6


def test_a_contradiction_that_became_one_later_does_not_stop_an_old_policy_from_being_read():
    old = SMALLEST | {"caps": {"per_year": yuan(1), "per_application": yuan(2)}}
    assert Policy.kept(old).caps.per_application == Money(200)


def test_the_first_refinement_that_applies_gives_the_rate_and_else_the_base_rate():
    policy = Policy.from_dict(EVERY_ITEM)

    def rate(kind: str, locality: Locality, price: int) -> int:
        return policy.rate_for(kind=kind, locality=locality, price=Money(price * 100))

    assert rate("testing", Locality.SAME_DISTRICT, 9_999) == 70
    assert rate("testing", Locality.SAME_DISTRICT, 10_000) == 50
    assert rate("testing", Locality.SAME_PROVINCE, 9_999) == 50
    assert rate("resource", Locality.OTHER_PROVINCE, 99_999) == 50
    assert rate("testing", Locality.SAME_DISTRICT, 100_000) == 30


def test_the_nearest_region_that_is_named_says_which_modes_are_allowed():
    policy = Policy.from_dict(EVERY_ITEM | {"modes_by_region": {"320000": ["redeem"], "320500": []}})
    assert policy.modes_towards("320509") == frozenset()
    assert policy.modes_towards("320100") == {VoucherMode.REDEEM}
    assert policy.modes_towards("330400") == policy.modes_towards("") == {VoucherMode.REIMBURSE}
    assert policy.issuable_modes == set(VoucherMode)


def test_of_the_hard_date_and_the_days_after_issue_the_earlier_is_the_deadline():
    policy = Policy.from_dict(EVERY_ITEM)
    assert policy.deadlines(date(2026, 1, 1)) == (date(2026, 6, 30), date(2026, 9, 28))
    assert policy.deadlines(date(2026, 11, 1)) == (date(2026, 12, 31), date(2027, 3, 31))
    assert Policy.from_dict(SMALLEST).deadlines(date(2026, 1, 1)) == (date(2026, 12, 31), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("provider", "locality"),
    [
        ("310118", Locality.SAME_DISTRICT),
        ("310104", Locality.SAME_PROVINCE),
        ("310000", Locality.SAME_PROVINCE),
        ("320000", Locality.OTHER_PROVINCE),
        ("", Locality.OTHER_PROVINCE),
    ],
)
def test_how_near_a_provider_is_can_be_read_from_the_codes(provider, locality):
    assert locality_of("310118", provider) is locality
    assert locality_of("340500", "340506") is Locality.SAME_DISTRICT
