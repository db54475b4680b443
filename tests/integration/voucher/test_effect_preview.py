"""The last quarter under other terms, counted from what the database keeps."""

from datetime import timedelta

import pytest

from app.infra.db import transaction
from app.kernel.words import VoucherMode
from app.voucher.domain.policy import Policy
from app.voucher.holds import capture, release
from app.voucher.previewing import LAST_QUARTER, Preview, preview_terms
from app.voucher.queries.programmes import get_programme
from tests.integration.voucher.world import NOW, POLICY, World, yuan
from tests.support.statements import counted

SOON = NOW + timedelta(days=20)


def preview(world: World, now=SOON, **terms) -> Preview:
    programme = get_programme(world.programme.id, world.officer.actor)
    return preview_terms(programme, Policy.from_dict(POLICY | terms), now)


@pytest.fixture
def quarter(world) -> World:
    """Three grants and four holds: spent, released, standing, and of another kind."""
    voucher, _ = world.issue(yuan(10_000)), world.issue(yuan(500))
    world.issue(yuan(3_000), to=world.stranger)
    world.hold("B-1", voucher, yuan(2_000))
    transaction(
        lambda: capture(
            reference="B-1", eligible_price=yuan(1_000), served_by=world.provider.organisation.id, now=NOW
        )
    )
    world.hold("B-2", voucher, yuan(1_000), mode=VoucherMode.REIMBURSE)
    transaction(lambda: release(reference="B-2", now=NOW))
    world.hold("B-3", voucher, yuan(600))
    world.hold("B-4", voucher, yuan(400), facts=world.facts(service_kind="testing"))
    return world


def test_the_terms_in_force_would_have_changed_nothing(quarter):
    seen = preview(quarter)
    for effect in (seen.holds, seen.grants):
        assert (effect.refused, effect.before) == (0, effect.after)
    assert (seen.holds.looked_at, seen.holds.before) == (4, yuan(2_000))
    assert (seen.grants.looked_at, seen.grants.before) == (3, yuan(13_500))
    assert not seen.is_cut


def test_a_change_is_counted_over_all_that_was_held_and_granted(quarter):
    seen = preview(
        quarter,
        rate_percent=40,
        excluded_kinds=["testing"],
        modes=["redeem"],
        caps={"per_application": {"minor": 300_000}, "per_year": {"minor": 300_000}},
    )
    # ¥2,000 and ¥600 at 40 %; the reimbursed one and the test are refused.
    assert (seen.holds.refused, seen.holds.after) == (2, yuan(1_040))
    assert dict(seen.holds.reasons) == {
        "kind_not_eligible": 1, "mode_not_allowed": 1, "mode_not_allowed_there": 1,
    }  # fmt: skip
    # All three were granted in both modes; the first is over both caps as well.
    assert (seen.grants.refused, seen.grants.after) == (3, yuan(0))
    assert dict(seen.grants.reasons) == {
        "mode_not_allowed": 3, "application_cap_exceeded": 1, "cap_exceeded": 1,
    }  # fmt: skip


def test_what_is_older_than_a_quarter_counts_for_the_cap_only(quarter):
    later = NOW + LAST_QUARTER + timedelta(seconds=1)
    quarter.programme.issue(quarter.researcher, yuan(1_000), later)
    seen = preview(quarter, now=later, caps={"per_year": {"minor": 1_100_000}})
    assert (seen.holds.looked_at, seen.grants.looked_at) == (0, 1)
    assert seen.grants.reasons == (("cap_exceeded", 1),)


def test_it_takes_three_queries_however_much_there_was(app, world, quarter):
    costs = []
    for number in range(2):
        programme = get_programme(world.programme.id, world.officer.actor)
        with counted(app) as statements:
            preview_terms(programme, programme.policy, SOON)
        costs.append(len(statements))
        world.hold(f"B-9{number}", world.issue(yuan(100)), yuan(20))
    assert costs == [3, 3]
