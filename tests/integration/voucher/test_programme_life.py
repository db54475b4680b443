"""A programme from its draft to its closed accounts."""

from datetime import UTC, datetime

import pytest

from app.infra.db import transaction
from app.infra.events import history
from app.kernel.errors import Conflict, Invalid, NotFound
from app.voucher.appropriating import appropriate
from app.voucher.domain.programmes import BudgetLine
from app.voucher.domain.states import ProgrammeAction, ProgrammeState
from app.voucher.holds import capture, release
from app.voucher.lapsing import lapse
from app.voucher.programmes import act_on_programme
from app.voucher.queries.budgets import standings, vouchers_by_state
from app.voucher.queries.programmes import get_programme
from tests.integration.voucher.world import NOW, World, broken_invariants, yuan

AFTER_THE_LAST_DAY = datetime(2027, 1, 1, 1, tzinfo=UTC)


def act(world: World, action: ProgrammeAction, reason: str | None = None) -> ProgrammeState:
    return transaction(
        lambda: (
            act_on_programme(world.programme.id, action, reason=reason, by=world.officer.actor, now=NOW).state
        )
    )


def add(world: World, tier: str, amount: int, reason: str | None = "More is asked for", by=None) -> None:
    line = BudgetLine(tier, yuan(amount))
    transaction(
        lambda: appropriate(world.programme.id, line, reason=reason, by=(by or world.officer).actor, now=NOW)
    )


def refused(action) -> list[str]:
    with pytest.raises((Invalid, Conflict)) as refusal:
        action()
    return [problem.code for problem in refusal.value.problems]


def events(world: World) -> list[tuple[str, str | None]]:
    return [(event.action, event.reason) for event in history("programme", world.programme.ref)]


def test_a_programme_is_reconciled_when_nothing_of_it_moves_any_more(world):
    voucher = world.issue(yuan(1_000))
    world.hold("B-1", voucher, yuan(600))
    transaction(lambda: release(reference="B-1", now=NOW))
    transaction(lambda: lapse(voucher.id, AFTER_THE_LAST_DAY))
    act(world, ProgrammeAction.CLOSE, "The year is over")
    assert act(world, ProgrammeAction.RECONCILE, "All is paid") is ProgrammeState.RECONCILED
    last = history("programme", world.programme.ref)[-1]
    assert (last.action, last.reason, last.to_state) == ("reconcile", "All is paid", "reconciled")
    (tier,) = last.data["tiers"]
    assert (tier["appropriated"]["minor"], tier["issued"]["minor"], tier["returned"]["minor"]) == (
        100_000_000, 100_000, 100_000,
    )  # fmt: skip
    assert broken_invariants() == []


def test_a_programme_in_which_something_moves_is_not_reconciled_and_every_reason_is_told(world):
    used, open_still = world.issue(yuan(1_000)), world.issue(yuan(1_000))
    world.hold("B-1", used, yuan(800))
    transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(800), served_by=world.provider.organisation.id, now=NOW
        )
    )
    world.hold("B-2", open_still, yuan(500))
    act(world, ProgrammeAction.CLOSE)
    with pytest.raises(Invalid) as refusal:
        act(world, ProgrammeAction.RECONCILE)
    found = {problem.code: problem.values for problem in refusal.value.problems}
    assert found == {
        "vouchers_live": {"count": 2},
        "money_held": {"amount": yuan(250)},
        "money_claimable": {"amount": yuan(400)},
    }
    assert get_programme(world.programme.id, world.officer.actor).state is ProgrammeState.CLOSED


def test_a_programme_is_closed_before_it_is_reconciled_and_then_nothing_happens_any_more(world):
    assert refused(lambda: act(world, ProgrammeAction.RECONCILE)) == ["illegal_transition"]
    act(world, ProgrammeAction.CLOSE)
    act(world, ProgrammeAction.RECONCILE)
    for action in ProgrammeAction:
        assert refused(lambda action=action: act(world, action)) == ["illegal_transition"]
    assert refused(lambda: add(world, "district", 1)) == ["illegal_transition"]


def test_each_decision_is_kept_with_its_reason(world):
    act(world, ProgrammeAction.PAUSE, "The auditors are in")
    act(world, ProgrammeAction.OPEN)
    add(world, "district", 5_000)
    assert events(world)[2:] == [
        ("pause", "The auditors are in"),
        ("open", None),
        ("appropriate", "More is asked for"),
    ]


def test_more_money_may_come_from_a_tier_of_the_programme_or_a_new_one(world):
    add(world, "district", 5_000)
    add(world, "city", 7_000)
    budget = get_programme(world.programme.id, world.officer.actor).budget
    assert [(tier.tier, tier.appropriated, tier.left) for tier in budget] == [
        ("district", yuan(1_005_000), yuan(1_005_000)),
        ("city", yuan(7_000), yuan(7_000)),
    ]
    assert broken_invariants() == []


def test_an_appropriation_is_refused_with_every_reason_and_moves_nothing(world):
    assert refused(lambda: add(world, "village", 0, " ")) == ["unknown_tier", "invalid", "reason_needed"]
    with pytest.raises(NotFound):
        add(world, "district", 5_000, by=world.other_officer)
    assert standings(world.programme.id)[0].appropriated == yuan(1_000_000)


def test_the_accounts_tell_where_every_fen_of_a_tier_stands(world):
    add(world, "city", 7_000)
    used, lapsed = world.issue(yuan(1_000)), world.issue(yuan(2_000))
    world.hold("B-1", used, yuan(800))
    transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(600), served_by=world.provider.organisation.id, now=NOW
        )
    )
    world.hold("B-2", used, yuan(200))
    transaction(lambda: lapse(lapsed.id, AFTER_THE_LAST_DAY))
    district, city = standings(world.programme.id)
    assert (district.appropriated, district.issued) == (yuan(1_000_000), yuan(3_000))
    assert (district.available, district.held, district.captured) == (yuan(600), yuan(100), yuan(300))
    assert (district.claimable, district.payable, district.paid) == (yuan(300), yuan(0), yuan(0))
    assert (district.returned, district.left) == (yuan(2_000), yuan(999_000))
    stands = district.left + district.available + district.held + district.claimable
    assert stands + district.payable + district.paid == district.appropriated
    assert (city.tier, city.appropriated, city.left, city.issued) == (
        "city",
        yuan(7_000),
        yuan(7_000),
        yuan(0),
    )
    assert vouchers_by_state(world.programme.id) == {"active": 1, "lapsed": 1}
