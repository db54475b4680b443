"""Cases: a claim that is looked into stands still; upheld, it is struck or owed back; samples are fair."""

from datetime import timedelta

import pytest

from app.accounts.domain.roles import Role
from app.accounts.organisations import add_member
from app.infra import clock
from app.infra.db import transaction
from app.kernel.words import VoucherMode
from app.voucher.claiming.deadlines import mature, noticed_claims
from app.voucher.domain.cases import sample
from tests.integration.voucher.claims import EIGHT, FOUR, Desk, money, use
from tests.integration.voucher.test_claims import balances
from tests.integration.voucher.world import yuan


@pytest.fixture
def officer(client, people):
    return Desk(client, people.officer)


@pytest.fixture
def manager(client, people):
    return Desk(client, people.manager)


@pytest.fixture
def claim(app, people, manager) -> int:
    with app.app_context():
        use(people, "B-1", VoucherMode.REIMBURSE, price=EIGHT)
    return manager.submitted("B-1", mode="reimburse", price=EIGHT)


def noticed(officer, claim: int) -> None:
    for step, body in (("complete", {}), ("review", {"approved_amount": money(FOUR)}), ("notice", {})):
        assert officer.post(f"/claims/{claim}/{step}", body).status_code == 200


def matured(app, claim: int) -> None:
    with app.app_context():
        transaction(lambda: mature(claim, clock.now() + timedelta(days=6)))


def paid(app, client, people, officer, claim: int) -> None:
    noticed(officer, claim)
    matured(app, claim)
    payout = officer.post("/payouts", {"claims": [claim]}).json["id"]
    Desk(client, people.second_officer).post(f"/payouts/{payout}/approve")
    assert officer.post(f"/payouts/{payout}/send", {"bank_reference": "BK-1"}).status_code == 200


def sent_back(officer, claim: int):
    """Let the bank send back the payment of the claim in the newest batch."""
    [payout, *_] = officer.get("/payouts").json["items"]
    lines = [{"claim": claim, "reason": "the account is closed"}]
    return officer.post(f"/payouts/{payout['id']}/return", {"lines": lines})


def case_about(officer, claim: int) -> int:
    answer = officer.post("/cases", {"claim": claim, "reason": "the samples look like another firm's"})
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def test_a_claim_that_is_looked_into_stands_still_until_the_case_is_dismissed(app, officer, manager, claim):
    noticed(officer, claim)
    case = case_about(officer, claim)
    later = clock.now() + timedelta(days=6)
    with app.app_context():
        assert noticed_claims(later, 10) == []
    matured(app, claim)
    assert officer.get(f"/claims/{claim}").json["state"] == "noticed"
    blocked = officer.post("/payouts", {"claims": [claim]})
    assert (blocked.status_code, blocked.json["code"]) == (409, "under_case")
    refused = officer.post(f"/claims/{claim}/reject", {"reason": "wrong"})
    assert (refused.status_code, refused.json["code"]) == (409, "under_case")
    assert officer.post(f"/cases/{case}/dismiss", {"reason": "all is well"}).json["state"] == "dismissed"
    matured(app, claim)
    assert officer.get(f"/claims/{claim}").json["state"] == "payable"
    assert manager.get(f"/cases/{case}").json["opened_by"] is None


@pytest.mark.parametrize("is_payable", [False, True])
def test_an_upheld_case_strikes_a_claim_that_is_not_paid(app, officer, claim, is_payable):
    noticed(officer, claim)
    if is_payable:
        matured(app, claim)
    case = case_about(officer, claim)
    assert officer.post(f"/cases/{case}/uphold", {"reason": "not their samples"}).json["state"] == "upheld"
    assert officer.get(f"/claims/{claim}").json["state"] == "rejected"
    assert balances(app)[0] == {"claimable": 0, "payable": 0, "paid": 0, "returned": 4_000}
    again = officer.post(f"/cases/{case}/dismiss", {"reason": "on second thoughts"})
    assert (again.status_code, again.json["code"]) == (409, "illegal_transition")


def test_what_was_paid_is_owed_back_and_goes_to_the_budget_as_it_comes(app, client, people, officer, claim):
    paid(app, client, people, officer, claim)
    case = case_about(officer, claim)
    too_much = officer.post(f"/cases/{case}/uphold", {"reason": "x", "clawback": money(yuan(4_001))})
    assert (too_much.status_code, too_much.json["code"]) == (422, "more_than_paid")
    upheld = officer.post(f"/cases/{case}/uphold", {"reason": "half of it", "clawback": money(yuan(2_000))})
    assert upheld.json["owed"] == money(yuan(2_000))
    assert balances(app)[0]["paid"] == 4_000
    receipts = f"/cases/{case}/receipts"
    first = officer.post(receipts, {"amount": money(yuan(1_500)), "bank_reference": "IN-1"})
    assert (first.status_code, first.json["received"]) == (201, money(yuan(1_500)))
    assert balances(app)[0] == {"claimable": 0, "payable": 0, "paid": 2_500, "returned": 1_500}
    over = officer.post(receipts, {"amount": money(yuan(501)), "bank_reference": "IN-2"})
    assert (over.status_code, over.json["code"]) == (422, "more_than_owed")
    reused = officer.post(receipts, {"amount": money(yuan(100)), "bank_reference": "IN-1"})
    assert (reused.status_code, reused.json["code"]) == (409, "bank_reference_used")


def test_nobody_withdraws_a_claim_from_under_a_case(officer, manager, claim):
    case = case_about(officer, claim)
    refused = manager.post(f"/claims/{claim}/withdraw", {"reason": "a mistake"})
    assert (refused.status_code, refused.json["code"]) == (409, "under_case")
    assert officer.post(f"/cases/{case}/uphold", {"reason": "not their samples"}).json["state"] == "upheld"
    assert manager.get(f"/claims/{claim}").json["state"] == "rejected"


def test_nobody_notes_that_money_came_back_from_their_own_house(app, client, people, officer, claim):
    paid(app, client, people, officer, claim)
    case = case_about(officer, claim)
    officer.post(f"/cases/{case}/uphold", {"reason": "half of it", "clawback": money(yuan(2_000))})
    house = people.manager.organisation.id
    with app.app_context():
        joined = {"person_id": people.officer.actor.person_id, "organisation_id": house}
        transaction(lambda: add_member(**joined, role=Role.RESEARCHER, now=clock.now()))
    receipt = {"amount": money(yuan(2_000)), "bank_reference": "IN-1"}
    refused = officer.post(f"/cases/{case}/receipts", receipt)
    assert (refused.status_code, refused.json["code"]) == (403, "own_claim")
    assert Desk(client, people.second_officer).post(f"/cases/{case}/receipts", receipt).status_code == 201


def test_a_programme_is_not_reconciled_while_the_bank_or_a_case_may_still_move_its_money(
    app, client, people, officer, claim
):
    def keeps_open() -> set[str]:
        refused = officer.post(f"/programmes/{people.programme.id}/reconcile")
        return {problem["code"] for problem in refused.json["problems"]}

    paid(app, client, people, officer, claim)
    case = case_about(officer, claim)
    officer.post(f"/programmes/{people.programme.id}/close")
    assert keeps_open() == {"vouchers_live", "payouts_unconfirmed", "cases_open"}
    officer.post(f"/cases/{case}/dismiss", {"reason": "all is well"})
    payout = officer.get("/payouts").json["items"][0]["id"]
    assert officer.post(f"/payouts/{payout}/confirm").status_code == 200
    assert keeps_open() == {"vouchers_live"}


def test_cases_together_ask_no_more_back_than_was_paid(app, client, people, officer, claim):
    paid(app, client, people, officer, claim)
    first = case_about(officer, claim)
    officer.post(f"/cases/{first}/uphold", {"reason": "part of it", "clawback": money(yuan(3_000))})
    second = case_about(officer, claim)
    too_much = officer.post(f"/cases/{second}/uphold", {"reason": "x", "clawback": money(yuan(1_001))})
    assert (too_much.status_code, too_much.json["code"]) == (422, "more_than_paid")
    rest = officer.post(f"/cases/{second}/uphold", {"reason": "and the rest"})
    assert rest.json["owed"] == money(yuan(1_000))
    for case, amount in ((first, 3_000), (second, 1_000)):
        receipt = {"amount": money(yuan(amount)), "bank_reference": f"IN-{case}"}
        assert officer.post(f"/cases/{case}/receipts", receipt).status_code == 201
    assert balances(app)[0] == {"claimable": 0, "payable": 0, "paid": 0, "returned": 4_000}
    third = officer.post(f"/cases/{case_about(officer, claim)}/uphold", {"reason": "nothing is left of it"})
    assert third.json["owed"] == money(yuan(0))


def test_what_the_payee_gave_back_can_not_come_back_from_the_bank_too(app, client, people, officer, claim):
    paid(app, client, people, officer, claim)
    case = case_about(officer, claim)
    officer.post(f"/cases/{case}/uphold", {"reason": "not their samples"})
    receipt = {"amount": money(yuan(1_000)), "bank_reference": "IN-1"}
    assert officer.post(f"/cases/{case}/receipts", receipt).status_code == 201
    refused = sent_back(officer, claim)
    assert (refused.status_code, refused.json["code"]) == (409, "clawed_back")
    assert balances(app)[0] == {"claimable": 0, "payable": 0, "paid": 3_000, "returned": 1_000}


def test_nothing_comes_back_from_a_payee_whom_the_money_never_reached(app, client, people, officer, claim):
    paid(app, client, people, officer, claim)
    case = case_about(officer, claim)
    officer.post(f"/cases/{case}/uphold", {"reason": "not their samples"})
    assert sent_back(officer, claim).json["state"] == "part_returned"
    receipt = {"amount": money(yuan(1_000)), "bank_reference": "IN-1"}
    refused = officer.post(f"/cases/{case}/receipts", receipt)
    assert (refused.status_code, refused.json["code"]) == (409, "illegal_transition")
    assert officer.get(f"/cases/{case}").json["received"] == money(yuan(0))
    assert balances(app)[0] == {"claimable": 0, "payable": 4_000, "paid": 0, "returned": 0}
    again = officer.post("/payouts", {"claims": [claim]})
    assert (again.status_code, again.json["code"]) == (409, "owed_back")
    officer.post(f"/cases/{case_about(officer, claim)}/uphold", {"reason": "not to be paid again"})
    assert officer.get(f"/claims/{claim}").json["state"] == "rejected"
    assert balances(app)[0] == {"claimable": 0, "payable": 0, "paid": 0, "returned": 4_000}


def test_anybody_signed_in_objects_to_a_public_notice_once_more_is_added_to_the_case(
    client, people, officer, claim
):
    noticed(officer, claim)
    item = client.get("/api/v1/notices").json["items"][0]
    assert item["approved_amount"] == money(FOUR)
    stranger = Desk(client, people.stranger)
    for reason in ("never delivered", "I saw it too"):
        answer = stranger.post(f"/notices/{item['claim']}/object", {"reason": reason})
        assert answer.status_code == 201
    cases = officer.get("/cases").json["items"]
    assert [(case["kind"], case["state"]) for case in cases] == [("objection", "open")]
    assert client.post(f"/api/v1/notices/{item['claim']}/object", json={"reason": "x"}).status_code == 401


def test_a_claim_has_one_open_case_and_a_case_needs_something_to_look_into(officer, manager, claim):
    case_about(officer, claim)
    second = officer.post("/cases", {"claim": claim, "reason": "again"})
    assert (second.status_code, second.json["code"]) == (409, "case_open")
    assert manager.post("/cases", {"claim": claim, "reason": "x"}).status_code == 403


def test_a_sample_is_drawn_again_by_its_seed_and_takes_at_least_one(app, people, officer, manager, claim):
    assert sample([5, 1, 9, 3], 50, seed=7) == sample([9, 5, 3, 1], 50, seed=7)
    assert len(sample([5, 1, 9, 3], 1, seed=7)) == 1
    today = clock.now().date()
    body = {
        "programme_id": people.programme.id,
        "from": str(today - timedelta(days=2)),
        "to": str(today + timedelta(days=2)),
        "percent": 10,
        "seed": 42,
    }
    drawn = officer.post("/spot-checks", body)
    assert (drawn.status_code, drawn.json["claims"], drawn.json["seed"]) == (201, [claim], 42)
    nothing = officer.post("/spot-checks", body)
    assert (nothing.status_code, nothing.json["code"]) == (422, "nothing_to_draw")


def test_a_sample_from_the_ends_of_the_calendar_is_refused_in_words(people, officer):
    for first, last in (("0001-01-01", "2026-12-31"), ("2026-01-01", "9999-12-31")):
        asked = {"programme": people.programme.id, "from": first, "to": last}
        assert officer.post("/spot-checks", asked).status_code == 422
