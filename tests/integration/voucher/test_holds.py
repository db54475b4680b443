from datetime import date, timedelta

import pytest

from app.infra.db import transaction
from app.kernel.errors import Conflict, Invalid, PaymentRequired
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.states import HoldState, VoucherState
from app.voucher.holds import capture, preview, release
from app.voucher.queries.hold_records import find_hold
from tests.integration.voucher.world import NOW, broken_invariants, statement, yuan


@pytest.mark.parametrize("mode", VoucherMode)
def test_the_worked_example_of_the_domain_comes_out_exactly_in_both_modes(world, mode):
    voucher = world.issue(yuan(5_000))
    card = world.hold("B-1", voucher, yuan(10_000), mode=mode)
    assert card.amount == yuan(5_000)
    captured = transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(8_000), served_by=world.provider.organisation.id, now=NOW
        )
    )
    assert (captured.captured, captured.released) == (yuan(4_000), yuan(1_000))
    standing = statement(voucher).balances
    assert (standing.available, standing.held, standing.claimable) == (yuan(1_000), yuan(0), yuan(4_000))
    assert broken_invariants() == []


def test_own_share_differs_by_mode_and_net_cost_does_not(world):
    voucher = world.issue(yuan(10_000))
    reimburse = world.hold("B-1", voucher, yuan(8_000), mode=VoucherMode.REIMBURSE).shares
    redeem = world.hold("B-2", voucher, yuan(8_000), mode=VoucherMode.REDEEM).shares
    assert (reimburse.own_share, redeem.own_share) == (yuan(8_000), yuan(4_000))
    assert reimburse.net_cost == redeem.net_cost == yuan(4_000)


def test_a_price_that_grew_captures_no_more_than_was_held(world):
    voucher = world.issue(yuan(10_000))
    world.hold("B-1", voucher, yuan(8_000))
    captured = transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(9_000), served_by=world.provider.organisation.id, now=NOW
        )
    )
    assert (captured.captured, captured.released) == (yuan(4_000), yuan(0))


def test_an_eligible_price_of_nothing_releases_the_hold(world):
    voucher = world.issue(yuan(10_000))
    world.hold("B-1", voucher, yuan(8_000))
    captured = transaction(
        lambda: capture(
            reference="B-1", eligible_price=Money.zero(), served_by=world.provider.organisation.id, now=NOW
        )
    )
    assert (captured.captured, captured.released) == (yuan(0), yuan(4_000))
    assert find_hold("B-1").state is HoldState.RELEASED
    assert statement(voucher).balances.available == yuan(10_000)


def test_a_released_hold_gives_its_value_back_and_may_be_held_again(world):
    voucher = world.issue(yuan(10_000))
    world.hold("B-1", voucher, yuan(8_000))
    assert transaction(lambda: release(reference="B-1", now=NOW)) == yuan(4_000)
    world.hold("B-1", voucher, yuan(6_000))
    assert statement(voucher).balances.held == yuan(3_000)
    assert broken_invariants() == []


def test_releasing_what_is_not_held_gives_back_nothing(world):
    assert transaction(lambda: release(reference="B-0", now=NOW)) == yuan(0)


def test_a_hold_is_captured_once(world):
    world.hold("B-1", world.issue(yuan(10_000)), yuan(8_000))
    transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(8_000), served_by=world.provider.organisation.id, now=NOW
        )
    )
    with pytest.raises(Conflict) as refusal:
        transaction(
            lambda: capture(
                reference="B-1", eligible_price=yuan(8_000), served_by=world.provider.organisation.id, now=NOW
            )
        )
    assert refusal.value.code == "illegal_transition"


def test_a_reference_has_one_live_hold(world):
    voucher = world.issue(yuan(10_000))
    world.hold("B-1", voucher, yuan(1_000))
    with pytest.raises(Conflict) as refusal:
        world.hold("B-1", voucher, yuan(1_000))
    assert refusal.value.code == "already_held"
    assert statement(voucher).balances.held == yuan(500)


def test_too_little_on_the_voucher_is_402_and_names_what_is_there(world):
    voucher = world.issue(yuan(100))
    with pytest.raises(PaymentRequired) as refusal:
        world.hold("B-1", voucher, yuan(201))
    (problem,) = refusal.value.problems
    assert problem.code == "voucher_insufficient"
    assert problem.values["available"] == yuan(100)


def test_every_reason_is_named_at_once(world):
    voucher = world.issue(yuan(100))
    unfit = world.facts(
        service_on=date(2027, 1, 1), accreditation=None, recognition=None, demand_admitted=False
    )
    with pytest.raises(Invalid) as refusal:
        world.hold("B-1", voucher, yuan(1_000), facts=unfit)
    assert [problem.code for problem in refusal.value.problems] == [
        "voucher_lapsed", "district_not_admitted", "not_accredited", "not_recognised", "voucher_insufficient",
    ]  # fmt: skip


def test_somebody_elses_voucher_and_no_voucher_are_refused_with_the_same_words(world):
    theirs = world.issue(yuan(100), to=world.stranger)
    found = [
        preview(voucher_number=number, mode=VoucherMode.REDEEM, price=yuan(10), facts=world.facts()).problems
        for number in (theirs.number, "YRD-2026-310118-NONE2")
    ]
    assert [[problem.code for problem in problems] for problems in found] == [["voucher_not_yours"]] * 2
    assert found[0][0].message == found[1][0].message


def test_a_preview_writes_nothing_and_says_what_the_hold_would_be(world):
    voucher = world.issue(yuan(1_000))
    seen = preview(
        voucher_number=voucher.number, mode=VoucherMode.REDEEM, price=yuan(500), facts=world.facts()
    )
    assert (seen.shares.voucher_share, seen.problems, seen.recognition) == (yuan(250), (), "R-1")
    assert statement(voucher).balances.held == yuan(0)


def test_a_hold_keeps_the_facts_it_was_judged_by(world):
    world.hold("B-1", world.issue(yuan(1_000)), yuan(500))
    snapshot = find_hold("B-1").snapshot
    assert snapshot["facts"]["recognition"]["ref"] == "R-1"
    assert (snapshot["policy_version"], snapshot["amount_minor"]) == (1, 25_000)


def test_a_voucher_of_which_nothing_is_left_is_exhausted(world):
    voucher = world.issue(yuan(1_000))
    world.hold("B-1", voucher, yuan(1_000))
    world.hold("B-2", voucher, yuan(1_000))
    transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(1_000), served_by=world.provider.organisation.id, now=NOW
        )
    )
    assert statement(voucher).voucher.state is VoucherState.ACTIVE
    later = NOW + timedelta(days=1)
    transaction(
        lambda: capture(
            reference="B-2", eligible_price=yuan(1_000), served_by=world.provider.organisation.id, now=later
        )
    )
    assert statement(voucher).voucher.state is VoucherState.EXHAUSTED
    assert broken_invariants() == []
