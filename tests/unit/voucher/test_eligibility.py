from dataclasses import replace
from datetime import date

import pytest

from app.kernel.errors import Invalid, PaymentRequired
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import VoucherCard
from app.voucher.domain.eligibility import Facts, RecognitionFacts, refusals
from app.voucher.domain.policy import Policy, RelatedParty
from app.voucher.domain.refusing import refusal
from app.voucher.domain.states import VoucherState

DAY = date(2026, 3, 9)
VOUCHER = VoucherCard(
    id=1,
    number="YRD-2026-310118-7KQ2M",
    programme_id=1,
    region_code="310118",
    enterprise_id=7,
    tier="district",
    state=VoucherState.ACTIVE,
    face=Money(1_000),
    modes=frozenset(VoucherMode),
    use_by=date(2026, 12, 31),
    redeem_by=date(2027, 3, 31),
)
POLICY = Policy.from_dict(
    {
        "rate_percent": 50,
        "modes": ["redeem", "reimburse"],
        "excluded_kinds": ["testing"],
        "use_by": "2026-12-31",
        "redeem_by": "2027-03-31",
    }
)
RECOGNITION = RecognitionFacts("R-1", frozenset(VoucherMode), None, date(2026, 1, 1), date(2026, 12, 31))
FACTS = Facts(
    enterprise_id=7,
    enterprise_region="310118",
    sme_registered=True,
    demand_admitted=True,
    service_kind="resource",
    service_on=DAY,
    provider_id=3,
    provider_region="320000",
    accreditation="A-1",
    recognition=RECOGNITION,
    related=False,
)


def codes(
    voucher: VoucherCard = VOUCHER,
    mode: VoucherMode = VoucherMode.REDEEM,
    amount: int = 500,
    policy: Policy = POLICY,
    **facts: object,
) -> list[str]:
    found = refusals(
        voucher,
        policy,
        replace(FACTS, **facts),
        mode=mode,
        amount=Money(amount),
        available=Money(1_000),
    )
    return [problem.code for problem in found]


def test_a_fitting_order_is_not_refused():
    assert codes() == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"sme_registered": False}, "sme_not_registered"),
        ({"demand_admitted": False}, "district_not_admitted"),
        ({"accreditation": None}, "not_accredited"),
        ({"recognition": None}, "not_recognised"),
        ({"related": True}, "related_party"),
        ({"legally_required": True}, "legally_required_test"),
        ({"service_kind": "testing"}, "kind_not_eligible"),
        ({"service_kind": "sailing"}, "kind_not_eligible"),
        (
            {"service_on": date(2027, 1, 1), "recognition": replace(RECOGNITION, until_on=None)},
            "voucher_lapsed",
        ),
        ({"recognition": replace(RECOGNITION, until_on=date(2026, 3, 8))}, "not_recognised"),
        ({"recognition": replace(RECOGNITION, from_on=date(2026, 3, 10))}, "not_recognised"),
        ({"recognition": replace(RECOGNITION, kinds=frozenset({"testing"}))}, "kind_not_recognised"),
        (
            {"recognition": replace(RECOGNITION, modes=frozenset({VoucherMode.REIMBURSE}))},
            "mode_not_recognised",
        ),
    ],
)
def test_each_rule_has_its_own_code(facts, code):
    assert codes(**facts) == [code]


@pytest.mark.parametrize("state", sorted(set(VoucherState) - {VoucherState.ACTIVE, VoucherState.LAPSED}))
def test_only_an_active_voucher_pays(state):
    assert codes(replace(VOUCHER, state=state)) == ["voucher_not_active"]


def test_a_lapsed_voucher_says_so():
    assert codes(replace(VOUCHER, state=VoucherState.LAPSED)) == ["voucher_lapsed"]


def test_the_last_day_counts():
    assert codes(service_on=date(2026, 12, 31)) == []


def test_a_mode_the_voucher_lacks_is_refused():
    assert codes(replace(VOUCHER, modes=frozenset({VoucherMode.REIMBURSE}))) == ["mode_not_allowed"]


def test_an_accredited_provider_of_the_same_province_needs_no_recognition():
    assert codes(provider_region="310000", recognition=None) == []


def test_of_somebody_elses_voucher_nothing_else_is_said():
    assert codes(replace(VOUCHER, enterprise_id=8, state=VoucherState.FROZEN), amount=10**9) == [
        "voucher_not_yours"
    ]


def test_all_reasons_are_given_at_once():
    assert codes(amount=1_001, accreditation=None, related=True) == [
        "related_party",
        "not_accredited",
        "voucher_insufficient",
    ]


def test_too_little_money_alone_is_402_and_with_others_422():
    found = refusals(
        VOUCHER, POLICY, FACTS, mode=VoucherMode.REDEEM, amount=Money(1_001), available=Money(1_000)
    )
    assert isinstance(refusal(found), PaymentRequired)
    assert isinstance(refusal([*found, *found]), Invalid)


@pytest.mark.parametrize(
    ("terms", "facts"),
    [
        ({"related_party": RelatedParty.ALLOW}, {"related": True}),
        ({"excluded_tests": False}, {"legally_required": True}),
        ({"sme_registration_required": False}, {"sme_registered": False}),
        ({"excluded_kinds": frozenset()}, {"service_kind": "testing"}),
    ],
)
def test_a_policy_may_allow_what_is_usually_refused(terms, facts):
    assert codes(**facts) != []
    assert codes(policy=replace(POLICY, **terms), **facts) == []


def test_the_modes_allowed_depend_on_the_providers_region():
    policy = replace(POLICY, modes_by_region={"320500": frozenset({VoucherMode.REIMBURSE})})
    assert codes(policy=policy, provider_region="320000") == []
    assert codes(policy=policy, provider_region="320509") == ["mode_not_allowed_there"]
    assert codes(policy=policy, provider_region="320509", mode=VoucherMode.REIMBURSE) == []


@pytest.mark.parametrize("facts", [FACTS, replace(FACTS, recognition=None, accreditation=None)])
def test_the_facts_can_be_read_back_from_their_snapshot(facts):
    assert Facts.from_dict(facts.to_dict()) == facts
    before = {name: value for name, value in facts.to_dict().items() if name != "legally_required"}
    assert Facts.from_dict(before) == facts


def test_the_snapshot_of_the_facts_is_plain_data():
    snapshot = FACTS.to_dict()
    assert snapshot["service_on"] == "2026-03-09"
    assert snapshot["recognition"]["modes"] == ["redeem", "reimburse"]
