"""Items of a policy where money is held, spent and granted."""

from datetime import date
from typing import Any

import pytest

from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.kernel.errors import Invalid
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import VoucherCard
from app.voucher.domain.states import ProgrammeAction, VoucherState
from app.voucher.holds import capture, release
from app.voucher.issuing import issue
from app.voucher.programmes import act_on_programme, create_programme
from app.voucher.queries.holds import find_hold
from app.voucher.queries.programmes import get_programme
from tests.integration.voucher.world import NOW, World, broken_invariants, programme_draft, statement, yuan


def voucher_under(world: World, face: int, **policy: Any) -> VoucherCard:
    """Issue a voucher of a programme whose policy differs in some items."""
    officer, enterprise = world.officer.actor, world.researcher.organisation.id

    def work() -> VoucherCard:
        programme_id = create_programme(programme_draft(**policy), by=officer, now=NOW)
        act_on_programme(programme_id, ProgrammeAction.OPEN, by=officer, now=NOW)
        ref = get_programme(programme_id, officer).ref
        return issue(programme_ref=ref, enterprise_id=enterprise, face=yuan(face), by=SYSTEM, now=NOW)

    return transaction(work)


def test_the_rate_of_the_order_is_held_kept_and_used_again(world):
    voucher = voucher_under(
        world, 10_000, rates=[{"percent": 30, "from": {"minor": 500_000}}, {"percent": 80, "kind": "testing"}]
    )
    assert world.hold("B-1", voucher, yuan(8_000)).amount == yuan(2_400)
    assert find_hold("B-1").snapshot["rate_percent"] == 30
    # At ¥4,000 a new order would have the base rate; this one was agreed at 30 %.
    captured = transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(4_000), served_by=world.provider.organisation.id, now=NOW
        )
    )
    assert (captured.captured, captured.released) == (yuan(1_200), yuan(1_200))
    tested = world.hold("B-2", voucher, yuan(1_000), facts=world.facts(service_kind="testing"))
    assert tested.amount == yuan(800)
    assert broken_invariants() == []


@pytest.mark.parametrize(("remainder", "kept"), [("voucher", 9_000), ("budget", 6_000)])
def test_what_the_price_left_goes_where_the_policy_says(world, remainder, kept):
    voucher = voucher_under(world, 10_000, remainder=remainder)
    world.hold("B-1", voucher, yuan(8_000))
    transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(2_000), served_by=world.provider.organisation.id, now=NOW
        )
    )
    standing = statement(voucher).balances
    assert (standing.available, standing.claimable) == (yuan(kept), yuan(1_000))
    assert standing.returned == yuan(10_000 - 1_000 - kept)
    assert broken_invariants() == []


def test_a_booking_that_falls_through_costs_the_voucher_nothing_whatever_the_remainder_rule(world):
    voucher = voucher_under(world, 10_000, remainder="budget")
    world.hold("B-1", voucher, yuan(8_000))
    transaction(lambda: release(reference="B-1", now=NOW))
    assert statement(voucher).balances.available == yuan(10_000)


def test_a_voucher_whose_remainder_went_to_the_budget_is_used_up(world):
    voucher = voucher_under(world, 1_000, remainder="budget")
    world.hold("B-1", voucher, yuan(2_000))
    transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(100), served_by=world.provider.organisation.id, now=NOW
        )
    )
    assert statement(voucher).voucher.state is VoucherState.EXHAUSTED
    assert broken_invariants() == []


def test_a_mode_may_be_allowed_towards_one_region_only(world):
    voucher = voucher_under(world, 1_000, modes=["reimburse"], modes_by_region={"320000": ["redeem"]})
    assert voucher.modes == set(VoucherMode)
    assert world.hold("B-1", voucher, yuan(100), mode=VoucherMode.REDEEM).mode is VoucherMode.REDEEM
    with pytest.raises(Invalid) as refusal:
        world.hold("B-2", voucher, yuan(100), mode=VoucherMode.REIMBURSE)
    assert [problem.code for problem in refusal.value.problems] == ["mode_not_allowed_there"]


def test_a_voucher_ends_so_many_days_after_its_issue_but_not_after_the_hard_date(world):
    short = voucher_under(world, 1_000, use_days=30, redeem_days=60)
    assert (short.use_by, short.redeem_by) == (date(2026, 4, 1), date(2026, 5, 1))
    long = voucher_under(world, 1_000, use_days=900)
    assert (long.use_by, long.redeem_by) == (date(2026, 12, 31), date(2099, 3, 31))


def test_related_parties_may_be_paid_where_the_policy_says_so(world):
    voucher = voucher_under(world, 1_000, related_party="allow")
    related = world.facts(related=True)
    assert world.hold("B-1", voucher, yuan(100), facts=related).amount == yuan(50)
    with pytest.raises(Invalid):
        world.hold("B-2", world.issue(yuan(1_000)), yuan(100), facts=related)
