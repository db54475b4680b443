"""What a programme may issue: by state, mode, cap, tier and budget."""

from dataclasses import replace
from datetime import date

import pytest

from app.kernel.errors import Invalid
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import ProgrammeCard, TierBudget
from app.voucher.domain.granting import Grant, drawn_in_order, grant_refusals
from app.voucher.domain.policy import Policy
from app.voucher.domain.programmes import BudgetLine, draft
from app.voucher.domain.states import ProgrammeState

TODAY = date(2026, 3, 2)
TERMS = {
    "rate_percent": 50,
    "modes": ["redeem"],
    "modes_by_region": {"320000": ["reimburse"]},
    "use_by": "2026-12-31",
    "redeem_by": "2027-03-31",
}


def programme(**terms: object) -> ProgrammeCard:
    return ProgrammeCard(
        id=1,
        ref="P-7KQ2M",
        name="Vouchers",
        year=2026,
        region_code="310118",
        state=ProgrammeState.OPEN,
        policy_id=1,
        policy_version=1,
        policy=Policy.from_dict(TERMS | terms),
        budget=tuple(TierBudget(tier, Money(900), Money(500)) for tier in ("province", "city", "district")),
    )


def codes(card: ProgrammeCard, **changes: object) -> list[str]:
    grant = Grant(
        face=Money(100), modes=frozenset({VoucherMode.REDEEM}), tier="district", already=Money.zero()
    )
    found = grant_refusals(card, replace(grant, **changes), today=TODAY)
    return [problem.code for problem in found]


def test_a_voucher_may_carry_a_mode_that_is_allowed_somewhere():
    assert codes(programme(), modes=frozenset(VoucherMode)) == []
    assert codes(programme(modes_by_region={}), modes=frozenset(VoucherMode)) == ["mode_not_allowed"]


def test_grants_draw_on_the_tiers_in_the_order_of_the_policy():
    assert [tier.tier for tier in drawn_in_order(programme())] == ["province", "city", "district"]
    assert [tier.tier for tier in drawn_in_order(programme(tiers=["district", "city"]))] == [
        "district",
        "city",
    ]


def test_a_tier_the_policy_does_not_name_is_not_drawn_on():
    assert codes(programme(tiers=["city"])) == ["unknown_tier"]


@pytest.mark.parametrize(("face", "code"), [(501, "budget_exceeded"), (0, "invalid")])
def test_an_amount_must_be_there(face, code):
    assert codes(programme(), face=Money(face)) == [code]


def test_a_draft_may_be_funded_by_the_tiers_its_policy_names_only():
    with pytest.raises(Invalid) as refusal:
        draft(
            name="Vouchers",
            year=2026,
            region_code="310118",
            budget=[BudgetLine("city", Money(1)), BudgetLine("district", Money(1))],
            policy=TERMS | {"tiers": ["city"], "use_by": "2025-12-31"},
        )
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [
        ("policy.use_by", "deadlines_contradict"),
        ("budget[1].tier", "unknown_tier"),
    ]
