"""What other terms would have meant: counted by hand, and counted by the domain."""

from dataclasses import replace
from datetime import date

from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import ProgrammeCard, TierBudget, VoucherCard
from app.voucher.domain.effects import GrantMade, HoldMade, effect_on_grants, effect_on_holds
from app.voucher.domain.facts import Facts, RecognitionFacts
from app.voucher.domain.policy import Policy
from app.voucher.domain.states import ProgrammeState, VoucherState

ISSUED = date(2026, 1, 10)
TERMS = {
    "rate_percent": 50,
    "modes": ["redeem", "reimburse"],
    "use_by": "2026-12-31",
    "redeem_by": "2027-03-31",
}
VOUCHER = VoucherCard(
    id=1,
    number="YRD-2026-310118-7KQ2M",
    programme_id=1,
    region_code="310118",
    enterprise_id=7,
    tier="district",
    state=VoucherState.EXHAUSTED,
    face=Money(100_000),
    modes=frozenset(VoucherMode),
    use_by=date(2026, 12, 31),
    redeem_by=date(2027, 3, 31),
)
FACTS = Facts(
    enterprise_id=7,
    enterprise_region="310118",
    sme_registered=True,
    demand_admitted=True,
    service_kind="resource",
    service_on=date(2026, 3, 9),
    provider_id=3,
    provider_region="320500",
    accreditation="A-1",
    recognition=RecognitionFacts("R-1", frozenset(VoucherMode), None, date(2026, 1, 1), None),
    related=False,
)


def held(price: int, mode: VoucherMode = VoucherMode.REDEEM, **facts: object) -> HoldMade:
    """A hold as it was made at 50 %, while ¥600 was available."""
    return HoldMade(
        voucher=VOUCHER,
        issued_on=ISSUED,
        mode=mode,
        facts=replace(FACTS, **facts),
        price=Money(price),
        amount=Money(price // 2),
        available=Money(60_000),
    )


HOLDS = [
    held(100_000),
    held(40_000, service_kind="testing"),
    held(20_000, VoucherMode.REIMBURSE),
    held(10_000, VoucherMode.REIMBURSE, service_kind="testing"),
    held(30_000, service_on=date(2026, 8, 1)),
]


def terms(**changes: object) -> Policy:
    return Policy.from_dict(TERMS | changes)


def test_the_terms_they_were_made_under_refuse_nothing_and_change_nothing():
    effect = effect_on_holds(terms(), HOLDS)
    assert (effect.looked_at, effect.refused, effect.reasons) == (5, 0, ())
    assert effect.before == effect.after == Money(100_000)


def test_a_hand_made_case_comes_out_as_counted_by_hand():
    # 30 % for all but testing, no testing, no reimbursing in 苏州, vouchers good for 180 days (until 9 July):
    # of the five holds only the first is left, with ¥300 instead of ¥500.
    changed = terms(
        rate_percent=30,
        excluded_kinds=["testing"],
        modes_by_region={"320500": ["redeem"]},
        use_days=180,
        redeem_days=270,
    )
    effect = effect_on_holds(changed, HOLDS)
    assert (effect.looked_at, effect.refused) == (5, 4)
    assert dict(effect.reasons) == {
        "kind_not_eligible": 2,
        "mode_not_allowed_there": 2,
        "voucher_lapsed": 1,
    }
    assert (effect.before, effect.after, effect.change) == (Money(100_000), Money(30_000), Money(-70_000))


def test_a_higher_rate_pays_more_as_far_as_the_voucher_held():
    effect = effect_on_holds(terms(rate_percent=80), HOLDS)
    assert dict(effect.reasons) == {"voucher_insufficient": 1}
    assert (effect.refused, effect.after) == (1, Money(80_000))


def test_a_cap_per_order_cuts_what_is_held():
    effect = effect_on_holds(terms(caps={"per_contract": {"minor": 10_000}}), HOLDS)
    assert (effect.refused, effect.after) == (0, Money(10_000 * 3 + 5_000 + 10_000))


PROGRAMME = ProgrammeCard(
    id=1,
    ref="P-7KQ2M",
    name="Vouchers",
    year=2026,
    region_code="310118",
    state=ProgrammeState.CLOSED,
    policy_id=1,
    policy_version=1,
    policy=terms(),
    budget=(TierBudget("district", Money(1_000), Money(0)),),
)


def granted(face: int, to: int = 7, modes: frozenset[VoucherMode] = frozenset(VoucherMode)) -> GrantMade:
    return GrantMade(issued_on=ISSUED, face=Money(face), modes=modes, tier="district", enterprise_id=to)


def test_grants_are_judged_one_after_the_other_and_the_refused_do_not_count_for_the_cap():
    grants = [granted(300), granted(200), granted(100), granted(250, to=8)]
    changed = terms(caps={"per_year": {"minor": 500}, "per_application": {"minor": 280}})
    effect = effect_on_grants(changed, PROGRAMME, grants, {7: Money(150)}, {})
    # 300 is over the cap of one application, 150 + 300 not over the year's; 150 + 200 + 100 fit in 500.
    assert (effect.looked_at, effect.refused) == (4, 1)
    assert effect.reasons == (("application_cap_exceeded", 1),)
    assert (effect.before, effect.after) == (Money(850), Money(550))


def test_a_grant_of_a_mode_or_tier_that_is_gone_would_be_refused():
    grants = [granted(1), granted(2, modes=frozenset({VoucherMode.REDEEM}))]
    assert effect_on_grants(terms(modes=["redeem"]), PROGRAMME, grants, {}, {}).reasons == (
        ("mode_not_allowed", 1),
    )
    assert effect_on_grants(terms(tiers=["city"]), PROGRAMME, grants, {}, {}).reasons == (
        ("unknown_tier", 2),
    )


def test_enterprises_of_one_control_group_share_the_cap_where_the_terms_say_so():
    grants = [granted(300, to=7), granted(300, to=8), granted(300, to=9)]
    changed = terms(caps={"per_year": {"minor": 700}}, cap_counts="control_group")
    alone = effect_on_grants(changed, PROGRAMME, grants, {8: Money(200)}, {})
    together = effect_on_grants(changed, PROGRAMME, grants, {8: Money(200)}, {7: 1, 8: 1})
    assert (alone.refused, together.refused) == (0, 1)
    assert together.reasons == (("cap_exceeded", 1),)
