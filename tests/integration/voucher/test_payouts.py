"""Payouts over the API: built by one officer, approved by another, sent once, and what comes back."""

from datetime import timedelta

import pytest

from app.infra import clock
from app.infra.db import db, transaction
from app.kernel.words import VoucherMode
from app.voucher.claiming.deadlines import mature
from app.voucher.models import Voucher
from app.voucher.queries.undecided import count_undecided
from app.voucher.queries.vouchers import get_voucher_by_number
from tests.integration.voucher.claims import EIGHT, FOUR, Desk, money, use
from tests.integration.voucher.world import broken_invariants


@pytest.fixture
def officer(client, people):
    return Desk(client, people.officer)


@pytest.fixture
def second(client, people):
    return Desk(client, people.second_officer)


@pytest.fixture
def claim(app, client, people, officer):
    """A claim of ¥4,000 in 通用 whose public notice is over."""
    with app.app_context():
        use(people, "B-1", VoucherMode.REIMBURSE, price=EIGHT)
    claim = noticed(client, people, officer, "B-1")
    with app.app_context():
        transaction(lambda: mature(claim, clock.now() + timedelta(days=6)))
    return claim


def noticed(client, people, officer, reference: str) -> int:
    claim = Desk(client, people.manager).submitted(reference, mode="reimburse", price=EIGHT)
    for step, body in (("complete", {}), ("review", {"approved_amount": money(FOUR)}), ("notice", {})):
        assert officer.post(f"/claims/{claim}/{step}", body).status_code == 200
    return claim


def paid(app) -> tuple[int, int]:
    with app.app_context():
        standing = get_voucher_by_number(db.session.query(Voucher.number).scalar()).balances
        assert broken_invariants() == []
        return standing.payable.minor // 100, standing.paid.minor // 100


def test_a_batch_is_built_approved_sent_and_confirmed(app, people, officer, second, claim):
    built = officer.post("/payouts", {"claims": [claim]})
    assert (built.status_code, built.json["state"], built.json["total"]) == (201, "built", money(FOUR))
    assert built.json["lines"][0]["payee"]["id"] == people.manager.organisation.id
    payout = built.json["id"]
    assert second.post(f"/payouts/{payout}/approve").json["state"] == "approved"
    assert paid(app) == (4_000, 0)
    assert officer.post(f"/payouts/{payout}/send", {"bank_reference": "BK-1"}).json["state"] == "sent"
    assert paid(app) == (0, 4_000)
    confirmed = officer.post(f"/payouts/{payout}/confirm", {"bank_reference": "BK-1"})
    assert (confirmed.status_code, confirmed.json["state"]) == (200, "confirmed")
    assert officer.get(f"/claims/{claim}").json["state"] == "paid"


def test_a_batch_waits_for_the_officer_who_may_take_the_next_step(app, people, officer, second, claim):
    def waiting(who) -> int:
        with app.app_context():
            return count_undecided(who.actor).payouts

    builder, approver, abroad = people.officer, people.second_officer, people.other_officer
    payout = officer.post("/payouts", {"claims": [claim]}).json["id"]
    assert [waiting(builder), waiting(approver), waiting(abroad)] == [0, 1, 0]
    second.post(f"/payouts/{payout}/approve")
    officer.post(f"/payouts/{payout}/send", {"bank_reference": "BK-1"})
    assert [waiting(builder), waiting(approver), waiting(abroad)] == [1, 1, 0]
    officer.post(f"/payouts/{payout}/confirm")
    assert waiting(builder) == 0


def test_who_builds_does_not_approve(officer, claim):
    payout = officer.post("/payouts", {"claims": [claim]}).json["id"]
    answer = officer.post(f"/payouts/{payout}/approve")
    assert (answer.status_code, answer.json["code"]) == (403, "same_person")


def test_nothing_is_sent_without_approval_and_a_bank_reference(officer, second, claim):
    payout = officer.post("/payouts", {"claims": [claim]}).json["id"]
    early = officer.post(f"/payouts/{payout}/send", {"bank_reference": "BK-1"})
    assert (early.status_code, early.json["code"]) == (409, "illegal_transition")
    second.post(f"/payouts/{payout}/approve")
    nameless = officer.post(f"/payouts/{payout}/send")
    assert (nameless.status_code, nameless.json["code"]) == (422, "bank_reference_needed")


def test_a_claim_is_in_one_batch_and_a_bank_reference_names_one(app, client, people, officer, second, claim):
    with app.app_context():
        use(people, "B-2", VoucherMode.REIMBURSE, price=EIGHT)
    other = noticed(client, people, officer, "B-2")
    with app.app_context():
        transaction(lambda: mature(other, clock.now() + timedelta(days=6)))
    first = officer.post("/payouts", {"claims": [claim]}).json["id"]
    again = officer.post("/payouts", {"claims": [claim]})
    assert (again.status_code, again.json["code"]) == (409, "already_in_payout")
    next_one = officer.post("/payouts", {"claims": [other]}).json["id"]
    for payout in (first, next_one):
        second.post(f"/payouts/{payout}/approve")
    assert officer.post(f"/payouts/{first}/send", {"bank_reference": "BK-1"}).status_code == 200
    reused = officer.post(f"/payouts/{next_one}/send", {"bank_reference": "BK-1"})
    assert (reused.status_code, reused.json["code"]) == (409, "bank_reference_used")
    differs = officer.post(f"/payouts/{first}/confirm", {"bank_reference": "BK-2"})
    assert (differs.status_code, differs.json["code"]) == (409, "bank_reference_differs")


def test_what_is_not_payable_or_on_notice_or_another_regions_is_not_paid(app, client, people, officer):
    with app.app_context():
        use(people, "B-1", VoucherMode.REIMBURSE, price=EIGHT)
    claim = noticed(client, people, officer, "B-1")
    early = officer.post("/payouts", {"claims": [claim]})
    assert (early.status_code, early.json["code"]) == (409, "notice_not_over")
    foreign = Desk(client, people.other_officer).post("/payouts", {"claims": [claim]})
    assert (foreign.status_code, foreign.json["code"]) == (404, "not_found")
    both = officer.post("/payouts", {"claims": [claim, 999]})
    assert (both.status_code, {each["code"] for each in both.json["problems"]}) == (
        422,
        {"notice_not_over", "not_found"},
    )


def test_what_the_bank_sends_back_is_payable_again_in_another_batch(app, officer, second, claim):
    payout = officer.post("/payouts", {"claims": [claim]}).json["id"]
    second.post(f"/payouts/{payout}/approve")
    officer.post(f"/payouts/{payout}/send", {"bank_reference": "BK-1"})
    back = officer.post(
        f"/payouts/{payout}/return", {"lines": [{"claim": claim, "reason": "account closed"}]}
    )
    assert (back.status_code, back.json["state"], back.json["returned"]) == (
        200,
        "part_returned",
        money(FOUR),
    )
    assert paid(app) == (4_000, 0)
    twice = officer.post(f"/payouts/{payout}/return", {"lines": [{"claim": claim, "reason": "again"}]})
    assert twice.status_code == 409
    retry = officer.post("/payouts", {"claims": [claim]}).json["id"]
    second.post(f"/payouts/{retry}/approve")
    assert officer.post(f"/payouts/{retry}/send", {"bank_reference": "BK-2"}).status_code == 200
    assert paid(app) == (0, 4_000)


def test_a_cancelled_batch_frees_its_claims(officer, claim):
    payout = officer.post("/payouts", {"claims": [claim]}).json["id"]
    assert officer.post(f"/payouts/{payout}/cancel", {"reason": "wrong month"}).json["state"] == "cancelled"
    assert officer.post("/payouts", {"claims": [claim]}).status_code == 201


def test_claimants_see_no_batches(client, people, officer, claim):
    payout = officer.post("/payouts", {"claims": [claim]}).json["id"]
    assert Desk(client, people.manager).get(f"/payouts/{payout}").status_code == 403
    assert Desk(client, people.other_officer).get(f"/payouts/{payout}").status_code == 404
