"""Several vouchers pay for one reference: held, spent and given back together, each for itself."""

from datetime import date

import pytest

from app.infra.events import history
from app.kernel.errors import Invalid, PaymentRequired
from app.kernel.words import VoucherMode
from app.voucher.domain.states import HoldState
from app.voucher.queries.hold_records import holds_for
from tests.integration.voucher.test_versions import supersede
from tests.integration.voucher.together import hold_together, parts, spend, standing
from tests.integration.voucher.world import broken_invariants, open_programme, yuan
from tests.support.statements import counted


def refused(work, kind=Invalid) -> list[tuple[str, str | None, str | None]]:
    """Return the code, field and voucher of each problem."""
    with pytest.raises(kind) as refusal:
        work()
    return [(each.code, each.field, each.about) for each in refusal.value.problems]


def earlier(world, **terms):
    """Make what is issued from now on usable half a year only."""
    supersede(world, use_by="2026-06-30", **terms)


@pytest.mark.parametrize("mode", VoucherMode)
def test_one_voucher_pays_all_it_has_and_the_next_the_rest_of_the_share(world, two, mode):
    small, large = two
    card = hold_together(world, "B-1", yuan(10_000), large, small, mode=mode)
    assert card.shares.voucher_share == yuan(5_000)
    assert parts(card) == {small.number: yuan(2_000), large.number: yuan(3_000)}
    assert (standing(small), standing(large)) == ((0, 2_000, 0), (6_000, 3_000, 0))
    assert broken_invariants() == []


def test_the_programmes_policy_says_which_pays_first(world):
    supersede(world, voucher_order="largest")
    small, large = world.issue(yuan(2_000)), world.issue(yuan(4_000))
    hold_together(world, "B-1", yuan(10_000), small, large)
    assert (standing(small), standing(large)) == ((1_000, 1_000, 0), (0, 4_000, 0))


def test_the_voucher_that_must_be_used_first_pays_first(world):
    late = world.issue(yuan(9_000))
    earlier(world)
    soon = world.issue(yuan(1_000))
    assert parts(hold_together(world, "B-1", yuan(10_000), late, soon)) == {
        soon.number: yuan(1_000),
        late.number: yuan(4_000),
    }


def test_a_voucher_that_would_pay_nothing_gets_no_hold(world, two):
    small, large = two
    hold_together(world, "B-1", yuan(2_000), large, small)
    assert (standing(small), standing(large)) == ((1_000, 1_000, 0), (9_000, 0, 0))
    assert len(holds_for("B-1", HoldState.HELD)) == 1


def test_together_they_pay_no_more_than_the_better_rate_alone_would(world):
    supersede(world, voucher_order="smallest")
    half = world.issue(yuan(1_000))
    supersede(world, rate_percent=30)
    third = world.issue(yuan(4_000))
    supersede(world, rate_percent=70)
    better = world.issue(yuan(9_000))
    card = hold_together(world, "B-1", yuan(10_000), better, third, half)
    assert parts(card) == {half.number: yuan(1_000), third.number: yuan(2_000), better.number: yuan(4_000)}
    assert card.shares.voucher_share == yuan(7_000)
    spent = spend(world, "B-1", yuan(5_000))
    assert (spent.captured, spent.released) == (yuan(3_500), yuan(3_500))
    assert [standing(each)[2] for each in (half, third, better)] == [1_000, 500, 2_000]
    assert broken_invariants() == []


def test_a_cap_per_contract_holds_for_all_of_them(world):
    supersede(world, caps={"per_contract": {"minor": 300_000, "currency": "CNY"}}, voucher_order="smallest")
    small, large = world.issue(yuan(2_000)), world.issue(yuan(9_000))
    assert parts(hold_together(world, "B-1", yuan(10_000), small, large)) == {
        small.number: yuan(2_000),
        large.number: yuan(1_000),
    }
    assert broken_invariants() == []


def test_less_than_the_first_ones_share_is_402_and_says_how_much(world):
    small, other = world.issue(yuan(100)), world.issue(yuan(150))
    with pytest.raises(PaymentRequired) as refusal:
        hold_together(world, "B-1", yuan(1_000), small, other)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field) == ("voucher_insufficient", "vouchers")
    assert (problem.values["paid"], problem.values["share"]) == (yuan(250), yuan(500))
    assert [held for _, held, _ in map(standing, (small, other))] == [0, 0]


def test_every_rule_is_checked_for_every_voucher_and_each_problem_names_its_own(world, two):
    theirs = world.issue(yuan(10), to=world.stranger)
    late = world.facts(service_on=date(2027, 1, 1), demand_admitted=False)
    small, large = two
    found = refused(lambda: hold_together(world, "B-1", yuan(100), small, theirs, large, facts=late))
    assert found == [
        ("voucher_lapsed", "vouchers[0]", small.number),
        ("district_not_admitted", "vouchers[0]", small.number),
        ("voucher_not_yours", "vouchers[1]", theirs.number),
        ("voucher_lapsed", "vouchers[2]", large.number),
        ("district_not_admitted", "vouchers[2]", large.number),
    ]


def test_too_little_together_is_told_beside_the_other_rules(world):
    small, other = world.issue(yuan(100)), world.issue(yuan(150))
    unfit = world.facts(sme_registered=False, accreditation=None)
    codes = [
        code
        for code, _, _ in refused(lambda: hold_together(world, "B-1", yuan(1_000), small, other, facts=unfit))
    ]
    assert codes[-1] == "voucher_insufficient"
    assert len(codes) == 5


def test_a_voucher_of_another_programme_is_refused_with_a_way_out(world, two):
    elsewhere = open_programme(world.officer).issue(world.researcher, yuan(5_000))
    with pytest.raises(Invalid) as refusal:
        hold_together(world, "B-1", yuan(100), two[0], elsewhere)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.about) == ("other_programme", elsewhere.number)
    assert "one programme" in problem.fix


def test_vouchers_that_different_regions_pay_for_are_refused_too(world):
    ours = world.issue(yuan(1_000))
    supersede(world, payer_rule="host_clearing")
    hosts = world.issue(yuan(1_000))
    assert refused(lambda: hold_together(world, "B-1", yuan(100), ours, hosts)) == [
        ("other_programme", "vouchers[1]", hosts.number)
    ]


def test_a_voucher_named_twice_and_too_many_are_refused(world, two):
    small, large = two
    assert refused(lambda: hold_together(world, "B-1", yuan(100), small, large, small)) == [
        ("voucher_named_twice", "vouchers[2]", small.number)
    ]
    many = [large] * 10
    assert refused(lambda: hold_together(world, "B-1", yuan(100), small, *many)) == [
        ("too_many_vouchers", "vouchers", None)
    ]


def test_each_hold_has_its_own_event_and_transfers_in_its_vouchers_statement(world, two):
    card = hold_together(world, "B-1", yuan(10_000), *two)
    assert [event.data["amount_minor"] for event in history("hold", str(card.id))] == [card.amount.minor]
    spend(world, "B-1", yuan(10_000))
    assert {record.voucher_number for record in holds_for("B-1", HoldState.CAPTURED)} == {
        voucher.number for voucher in two
    }


def test_two_vouchers_cost_ten_statements(app, world, two):
    with counted(app) as statements:
        hold_together(world, "B-1", yuan(10_000), *two)
    assert len(statements) == 10, "\n".join(statements)
