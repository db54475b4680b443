import pytest

from app.kernel.errors import Invalid
from app.kernel.money import Money
from app.kernel.words import ServiceKind, VoucherMode
from app.voucher.domain.payer import PayerRule
from app.voucher.domain.policy import (
    Policy,
)

SMALLEST = {"rate_percent": 50, "modes": ["redeem"], "use_by": "2026-12-31", "redeem_by": "2027-03-31"}


def problems(**changes: object) -> list[tuple[str | None, str]]:
    with pytest.raises(Invalid) as refusal:
        Policy.from_dict(SMALLEST | changes)
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def test_a_policy_needs_rate_modes_and_both_deadlines():
    with pytest.raises(Invalid) as refusal:
        Policy.from_dict({})
    assert {problem.field for problem in refusal.value.problems} == {
        "policy.rate_percent", "policy.modes", "policy.use_by", "policy.redeem_by",
    }  # fmt: skip


def test_what_is_left_out_has_a_default():
    policy = Policy.from_dict(SMALLEST)
    assert policy.payer_rule is PayerRule.ISSUER_DIRECT
    assert policy.kinds == frozenset(ServiceKind)
    assert policy.sme_registration_required
    assert policy.caps.per_year is None


def test_a_policy_is_written_as_it_is_read():
    data = SMALLEST | {
        "payer_rule": "host_clearing",
        "caps": {"per_contract": {"minor": 100, "currency": "CNY"}},
        "excluded_kinds": ["transfer"],
        "label": "demo policy",
    }
    policy = Policy.from_dict(data)
    assert Policy.from_dict(policy.to_dict()) == policy
    assert policy.caps.per_contract == Money(100)
    assert policy.modes == {VoucherMode.REDEEM}


@pytest.mark.parametrize("rate", [0, 101, -1, 50.0, "50", None, True])
def test_a_rate_is_a_whole_percentage(rate):
    assert problems(rate_percent=rate) == [("policy.rate_percent", "invalid")]


@pytest.mark.parametrize("modes", [[], ["gift"], ["redeem", 3], "redeem", None, [["redeem"]]])
def test_modes_are_some_of_the_two_known(modes):
    assert problems(modes=modes) == [("policy.modes", "invalid")]


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", 20261231, None])
def test_a_deadline_is_a_day(day):
    assert problems(use_by=day) == [("policy.use_by", "invalid")]


def test_what_was_used_must_still_be_claimable():
    assert problems(use_by="2027-04-01") == [("policy.redeem_by", "deadlines_contradict")]


@pytest.mark.parametrize(
    "cap", [0, {"minor": 0}, {"minor": -1}, {"minor": 1.5}, {"minor": 5, "currency": "USD"}, {"minor": None}]
)
def test_a_cap_is_a_positive_amount_named_once(cap):
    fields = {field for field, _ in problems(caps={"per_year": cap})}
    assert fields == {"policy.caps.per_year"}


def test_a_policy_that_excludes_everything_pays_nothing():
    assert problems(kinds=["testing"], excluded_kinds=["testing"]) == [
        ("policy.excluded_kinds", "nothing_eligible")
    ]
    assert problems(kinds=[]) == [("policy.excluded_kinds", "nothing_eligible")]


def test_all_problems_are_named_at_once():
    found = problems(rate_percent=0, payer_rule="nobody", public_notice_days=-1, hold_timeout_days=0)
    assert [field for field, _ in found] == [
        "policy.rate_percent", "policy.payer_rule", "policy.public_notice_days", "policy.hold_timeout_days",
    ]  # fmt: skip
