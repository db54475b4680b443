"""A policy is superseded, never changed; what was issued under it keeps it."""

import pytest

from app.infra.db import transaction
from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.words import VoucherMode
from app.voucher.domain.policy import Policy
from app.voucher.domain.states import ProgrammeAction
from app.voucher.holds import capture, preview
from app.voucher.policies import add_version
from app.voucher.programmes import act_on_programme
from app.voucher.queries.policies import versions
from app.voucher.queries.programmes import get_programme
from tests.integration.voucher.world import NOW, POLICY, World, broken_invariants, statement, yuan


def supersede(world: World, *, by=None, reason: str = "The city decided so", based_on=None, **terms) -> int:
    policy = Policy.from_dict(POLICY | terms)
    return transaction(
        lambda: (
            add_version(
                world.programme.id,
                policy,
                reason=reason,
                based_on=based_on,
                by=(by or world.officer).actor,
                now=NOW,
            ).policy_version
        )
    )


def refused(action) -> list[str]:
    with pytest.raises((Invalid, Conflict)) as refusal:
        action()
    return [problem.code for problem in refusal.value.problems]


def card(world: World):
    return get_programme(world.programme.id, world.officer.actor)


def test_a_voucher_keeps_the_terms_it_was_issued_under_and_the_next_has_the_new_ones(world):
    before = world.issue(yuan(1_000))
    assert supersede(world, rate_percent=30) == 2
    after = world.issue(yuan(1_000))
    assert world.hold("B-1", before, yuan(1_000)).amount == yuan(500)
    assert world.hold("B-2", after, yuan(1_000)).amount == yuan(300)
    assert [statement(each).policy_version for each in (before, after)] == [1, 2]


def test_a_later_policy_changes_nothing_about_a_hold(world):
    voucher = world.issue(yuan(1_000))
    world.hold("B-1", voucher, yuan(1_000))
    supersede(world, rate_percent=30, remainder="budget", modes=["reimburse"])
    captured = transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(800), served_by=world.provider.organisation.id, now=NOW
        )
    )
    assert (captured.captured, captured.released) == (yuan(400), yuan(100))
    assert statement(voucher).balances.available == yuan(600)
    assert broken_invariants() == []


def test_new_grants_obey_the_version_in_force(world):
    supersede(world, modes=["redeem"], use_by="2026-06-30")
    voucher = world.issue(yuan(100))
    assert voucher.modes == {VoucherMode.REDEEM}
    seen = preview(
        voucher_number=voucher.number, mode=VoucherMode.REIMBURSE, price=yuan(10), facts=world.facts()
    )
    assert {problem.code for problem in seen.problems} == {"mode_not_allowed", "mode_not_allowed_there"}


@pytest.mark.parametrize(("cap", "more"), [(200_000, 100_000), (400_000, 300_000)])
def test_the_yearly_cap_of_the_version_in_force_counts_what_was_granted_before(world, cap, more):
    world.issue(yuan(100_000))
    supersede(world, caps={"per_year": {"minor": cap * 100, "currency": "CNY"}})
    assert refused(lambda: world.issue(yuan(more + 1))) == ["cap_exceeded"]
    world.issue(yuan(more))
    assert broken_invariants() == []


def test_versions_are_listed_with_who_decided_why_and_what_they_superseded(world):
    world.issue(yuan(100))
    supersede(world, rate_percent=30)
    supersede(world, rate_percent=40, reason="Thirty was too little")
    newest, middle, first = versions(card(world), limit=10)
    assert [each.version for each in (newest, middle, first)] == [3, 2, 1]
    assert (newest.in_force, newest.reason, newest.actor_name) == (True, "Thirty was too little", "Person 3")
    assert (middle.in_force, middle.before.rate_percent, middle.policy.rate_percent) == (False, 50, 30)
    assert (first.before, first.reason, first.vouchers, newest.vouchers) == (None, None, 1, 0)
    assert [each.before.rate_percent for each in versions(card(world), below=3, limit=1)] == [50]


def test_a_version_is_refused_with_every_reason(world):
    assert refused(lambda: supersede(world, reason=" ")) == ["nothing_changed", "reason_needed"]
    assert refused(lambda: supersede(world, use_by="2025-06-30", tiers=["city"])) == [
        "deadlines_contradict", "tiers_unfunded",
    ]  # fmt: skip
    assert card(world).policy_version == 1


def test_leaving_a_kind_out_and_excluding_it_are_the_same(world):
    supersede(world, excluded_kinds=["testing"])
    same = {"kinds": ["research", "resource", "transfer"], "excluded_kinds": []}
    assert refused(lambda: supersede(world, **same)) == ["nothing_changed"]


def test_of_two_officers_who_began_from_one_version_the_second_is_told(world):
    supersede(world, rate_percent=30, based_on=1)
    assert refused(lambda: supersede(world, rate_percent=40, based_on=1)) == ["policy_changed"]
    assert card(world).policy.rate_percent == 30


def test_another_regions_policy_and_one_of_a_closed_programme_stay(world):
    with pytest.raises(NotFound):
        supersede(world, rate_percent=30, by=world.other_officer)
    transaction(
        lambda: act_on_programme(world.programme.id, ProgrammeAction.CLOSE, by=world.officer.actor, now=NOW)
    )
    assert refused(lambda: supersede(world, rate_percent=30)) == ["illegal_transition"]
