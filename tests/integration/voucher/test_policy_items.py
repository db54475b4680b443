"""Items of a policy where money is held, spent and granted."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from app.infra.db import db, transaction
from app.kernel.errors import Invalid
from app.kernel.words import VoucherMode
from app.voucher.domain.cards import VoucherCard
from app.voucher.domain.states import VoucherState
from app.voucher.holds import capture, release
from app.voucher.queries.hold_records import find_hold
from tests.integration.voucher.claims import Desk, use
from tests.integration.voucher.world import NOW, World, broken_invariants, open_programme, statement, yuan


def voucher_under(world: World, face: int, **policy: Any) -> VoucherCard:
    """Issue a voucher of a programme whose policy differs in some items."""
    return open_programme(world.officer, **policy).issue(world.researcher, yuan(face))


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


def test_a_claim_rests_on_the_documents_that_its_policy_names(app, client, people):
    with app.app_context():
        programme = open_programme(people.officer, evidence={"redeem": ["contract", "proof_of_service"]})
        use(people, "B-1", VoucherMode.REDEEM, price=yuan(800), programme=programme)
    provider = Desk(client, people.provider)
    claim = provider.claim("B-1", mode="redeem")["id"]
    assert provider.prove(claim, "contract").status_code == 201
    refused = provider.post(f"/claims/{claim}/submit")
    assert [problem["code"] for problem in refused.json["problems"]] == ["evidence_missing"]
    assert provider.prove(claim, "proof_of_service").status_code == 201
    assert provider.post(f"/claims/{claim}/submit").json["state"] == "submitted"


@pytest.mark.parametrize("wrong", [{"rate_percent": 60}, {"price_minor": 900_000}, {"amount_minor": 1}])
def test_a_hold_that_its_policy_would_not_have_given_is_noticed(world, wrong):
    voucher = voucher_under(world, 10_000, rates=[{"percent": 30, "from": {"minor": 500_000}}])
    world.hold("B-1", voucher, yuan(8_000))
    assert broken_invariants() == []
    falsify("B-1", **wrong)
    assert [line[:2] for line in broken_invariants()] == ["R3"]


def falsify(reference: str, **changes: int) -> None:
    """Write other figures into a hold's snapshot, as no program of ours could: its guard is put aside."""
    sqlite = db.engine.dialect.name == "sqlite"
    aside = "DROP TRIGGER hold_is_fixed" + ("" if sqlite else " ON hold")

    def work() -> None:
        db.session.execute(text(aside))
        snapshot = {**find_hold(reference).snapshot, **changes}
        db.session.execute(
            text("UPDATE hold SET snapshot = :snapshot WHERE reference = :reference"),
            {"snapshot": json.dumps(snapshot), "reference": reference},
        )

    transaction(work)
