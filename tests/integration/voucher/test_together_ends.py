"""How several vouchers held for one reference end: spent, given back, timed out."""

from datetime import date, timedelta

import pytest

from app.infra.db import transaction
from app.kernel.errors import Conflict
from app.voucher.domain.states import HoldState, VoucherState
from app.voucher.holds import release
from app.voucher.queries.hold_records import holds_for
from app.voucher.queries.outlook import would_capture
from tests.integration.voucher.test_lapse import MIDNIGHT, run_jobs
from tests.integration.voucher.test_versions import supersede
from tests.integration.voucher.together import hold_together, spend, standing
from tests.integration.voucher.world import NOW, broken_invariants, statement, yuan


def test_a_shorter_use_gives_back_to_each_what_it_did_not_need(world, two):
    small, large = two
    hold_together(world, "B-1", yuan(10_000), small, large)
    assert would_capture("B-1", yuan(8_000)) == yuan(4_000)
    spent = spend(world, "B-1", yuan(8_000))
    assert (spent.captured, spent.released) == (yuan(4_000), yuan(1_000))
    assert (standing(small), standing(large)) == ((0, 0, 2_000), (7_000, 0, 2_000))
    assert statement(small).voucher.state is VoucherState.EXHAUSTED
    assert broken_invariants() == []


def test_a_use_so_short_that_the_first_pays_it_alone_releases_the_other(world, two):
    small, large = two
    hold_together(world, "B-1", yuan(10_000), small, large)
    spent = spend(world, "B-1", yuan(3_000))
    assert (spent.captured, spent.released) == (yuan(1_500), yuan(3_500))
    assert [len(holds_for("B-1", state)) for state in (HoldState.CAPTURED, HoldState.RELEASED)] == [1, 1]
    assert (standing(small), standing(large)) == ((500, 0, 1_500), (9_000, 0, 0))
    assert broken_invariants() == []


def test_an_eligible_price_of_nothing_gives_all_back(world, two):
    hold_together(world, "B-1", yuan(10_000), *two)
    spent = spend(world, "B-1", yuan(0))
    assert (spent.captured, spent.released) == (yuan(0), yuan(5_000))
    assert [standing(voucher) for voucher in two] == [(2_000, 0, 0), (9_000, 0, 0)]


def test_what_is_released_goes_back_to_each_and_may_be_held_again(world, two):
    hold_together(world, "B-1", yuan(10_000), *two)
    assert transaction(lambda: release(reference="B-1", now=NOW)) == yuan(5_000)
    assert [standing(voucher) for voucher in two] == [(2_000, 0, 0), (9_000, 0, 0)]
    hold_together(world, "B-1", yuan(10_000), *two)
    assert broken_invariants() == []


def test_a_reference_is_held_for_once(world, two):
    world.hold("B-1", two[0], yuan(100))
    with pytest.raises(Conflict) as refusal:
        hold_together(world, "B-1", yuan(100), *reversed(two))
    assert refusal.value.code == "already_held"
    assert sum(held for _, held, _ in map(standing, two)) == 50


def test_holds_that_nobody_resolves_time_out_together(world, two):
    hold_together(world, "B-1", yuan(10_000), *two)
    assert run_jobs(MIDNIGHT.replace(month=3, day=9) + timedelta(days=90)) == 1
    assert len(holds_for("B-1", HoldState.EXPIRED)) == 2
    assert [standing(voucher) for voucher in two] == [(2_000, 0, 0), (9_000, 0, 0)]
    assert broken_invariants() == []


def test_the_shortest_of_their_policies_counts(world):
    patient = world.issue(yuan(2_000))
    supersede(world, hold_timeout_days=10, voucher_order="smallest")
    hold_together(world, "B-1", yuan(10_000), patient, world.issue(yuan(9_000)))
    end = MIDNIGHT.replace(month=3, day=9) + timedelta(days=10)
    assert run_jobs(end - timedelta(seconds=1)) == 0
    assert run_jobs(end) == 1


def test_of_one_that_lapsed_meanwhile_the_rest_goes_to_the_budget_and_of_the_other_to_itself(world):
    late = world.issue(yuan(9_000))
    supersede(world, use_by="2026-06-30")
    soon = world.issue(yuan(1_000))
    facts = world.facts(service_on=date(2026, 6, 30))
    hold_together(world, "B-1", yuan(10_000), late, soon, facts=facts)
    end_of_june = MIDNIGHT.replace(month=6, day=30)
    run_jobs(end_of_june)
    assert statement(soon).voucher.state is VoucherState.LAPSED
    spend(world, "B-1", yuan(1_000), now=end_of_june)
    balances = statement(soon).balances
    assert (balances.claimable, balances.returned) == (yuan(500), yuan(500))
    assert standing(late) == (9_000, 0, 0)
    assert broken_invariants() == []
