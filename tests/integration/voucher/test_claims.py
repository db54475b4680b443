"""Claims over the API: who claims what, with which evidence, and what becomes of the money."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.infra import clock
from app.infra.db import db, transaction
from app.kernel.words import VoucherMode
from app.voucher.claiming import deadlines
from app.voucher.models import Voucher
from app.voucher.queries.vouchers import get_voucher_by_number
from tests.integration.voucher.claims import EIGHT, FOUR, Desk, money, use
from tests.integration.voucher.world import broken_invariants, yuan


@pytest.fixture
def enterprise(client, people):
    return Desk(client, people.manager)


@pytest.fixture
def provider(client, people):
    return Desk(client, people.provider)


@pytest.fixture
def officer(client, people):
    return Desk(client, people.officer)


@pytest.fixture
def uses(app, people):
    """B-1 in 通用 and B-2 in 通兑: booked for ¥10,000, used for ¥8,000, half of it by voucher."""
    with app.app_context():
        use(people, "B-1", VoucherMode.REIMBURSE, price=yuan(10_000), actual=EIGHT)
        use(people, "B-2", VoucherMode.REDEEM, price=yuan(10_000), actual=EIGHT)


def balances(app) -> list[dict[str, int]]:
    with app.app_context():
        numbers = db.session.scalars(select(Voucher.number).order_by(Voucher.id)).all()
        standings = [get_voucher_by_number(number).balances for number in numbers]
        assert broken_invariants() == []
    names = ("claimable", "payable", "paid", "returned")
    return [{name: getattr(each, name).minor // 100 for name in names} for each in standings]


def later(app, days: int, job) -> int:
    """Run a job's due items as if `days` had passed; return how many there were."""
    now = clock.now() + timedelta(days=days)
    due, do = job
    with app.app_context():
        keys = due(now, 100)
        for key in keys:
            transaction(lambda key=key: do(key, now))
    return len(keys)


MATURE = (deadlines.noticed_claims, deadlines.mature)
LAPSE_CLAIMS = (deadlines.overdue_claims, deadlines.lapse_claim)
LAPSE_CAPTURES = (deadlines.unclaimed_captures, deadlines.lapse_capture)
UNTIL_LAST_DAY = 365 * 80


def test_each_mode_has_its_own_payee_and_both_end_at_the_same_cost(app, uses, enterprise, provider, officer):
    own = enterprise.claim("B-1", mode="reimburse")
    assert own["payee"]["id"] == enterprise.member.organisation.id
    assert own["lines"][0]["own_share"] == money(EIGHT)
    theirs = provider.claim("B-2", mode="redeem")
    assert theirs["payee"]["id"] == provider.member.organisation.id
    assert theirs["lines"][0]["own_share"] == money(FOUR)
    assert own["captured"] == theirs["captured"] == money(FOUR)


def test_what_can_be_claimed_is_listed_until_it_is(uses, enterprise, provider):
    assert [item["booking"] for item in enterprise.get("/claims/claimable").json["items"]] == ["B-1"]
    assert [item["booking"] for item in provider.get("/claims/claimable").json["items"]] == ["B-2"]
    enterprise.claim("B-1", mode="reimburse")
    assert enterprise.get("/claims/claimable").json["items"] == []


def test_a_claim_walks_to_payable_and_its_money_with_it(app, uses, enterprise, officer):
    claim = enterprise.submitted("B-1", mode="reimburse", price=EIGHT)
    assert officer.post(f"/claims/{claim}/complete").json["state"] == "complete"
    less = {"approved_amount": money(yuan(3_000)), "reason": "one sample was not eligible"}
    reviewed = officer.post(f"/claims/{claim}/review", less).json
    assert (reviewed["state"], reviewed["approved_amount"]) == ("reviewed", money(yuan(3_000)))
    assert officer.post(f"/claims/{claim}/notice").json["state"] == "noticed"
    assert balances(app)[0] == {"claimable": 4_000, "payable": 0, "paid": 0, "returned": 0}
    assert later(app, 4, MATURE) == 0
    assert later(app, 6, MATURE) == 1
    assert enterprise.get(f"/claims/{claim}").json["state"] == "payable"
    assert balances(app)[0] == {"claimable": 0, "payable": 3_000, "paid": 0, "returned": 1_000}
    assert later(app, 6, MATURE) == 0


def test_a_rejected_claim_gives_its_value_back_to_the_budget_and_is_final(app, uses, enterprise, officer):
    claim = enterprise.submitted("B-1", mode="reimburse", price=EIGHT)
    refused = officer.post(f"/claims/{claim}/reject")
    assert (refused.status_code, refused.json["code"]) == (422, "reason_needed")
    assert officer.post(f"/claims/{claim}/reject", {"reason": "not eligible"}).json["state"] == "rejected"
    assert balances(app)[0] == {"claimable": 0, "payable": 0, "paid": 0, "returned": 4_000}
    again = enterprise.post("/claims", {"bookings": ["B-1"], "mode": "reimburse"})
    assert (again.status_code, again.json["code"]) == (422, "nothing_claimable")


def test_a_claim_sent_back_is_mended_and_handed_in_again(uses, enterprise, officer):
    claim = enterprise.submitted("B-1", mode="reimburse", price=EIGHT)
    back = officer.post(f"/claims/{claim}/return", {"reason": "the invoice is unreadable"}).json
    assert back["state"] == "returned"
    piece = enterprise.get(f"/claims/{claim}").json["evidence"][0]["id"]
    path = f"/api/v1/claims/{claim}/evidence/{piece}"
    assert enterprise.client.delete(path, headers=enterprise.member.headers).status_code == 200
    refused = enterprise.post(f"/claims/{claim}/submit")
    assert (refused.status_code, refused.json["code"]) == (422, "evidence_missing")
    assert enterprise.prove(claim, "invoice", EIGHT).status_code == 201
    assert enterprise.post(f"/claims/{claim}/submit").json["state"] == "submitted"


def test_a_withdrawn_claim_frees_its_bookings_and_its_documents(uses, enterprise):
    claim = enterprise.claim("B-1", mode="reimburse")["id"]
    document = b"%PDF-1.7 the only invoice"
    assert enterprise.prove(claim, "invoice", EIGHT, content=document).status_code == 201
    assert enterprise.post(f"/claims/{claim}/withdraw").json["state"] == "withdrawn"
    again = enterprise.claim("B-1", mode="reimburse")["id"]
    assert enterprise.prove(again, "invoice", EIGHT, content=document).status_code == 201


def test_what_is_not_claimed_by_the_last_day_goes_back_to_the_budget_once(app, uses, enterprise, provider):
    enterprise.claim("B-1", mode="reimburse")
    handed_in = provider.submitted("B-2", mode="redeem", price=EIGHT)
    assert later(app, UNTIL_LAST_DAY, LAPSE_CAPTURES) == 0
    assert later(app, UNTIL_LAST_DAY, LAPSE_CLAIMS) == 1
    assert later(app, UNTIL_LAST_DAY, LAPSE_CAPTURES) == 1
    assert later(app, UNTIL_LAST_DAY, LAPSE_CAPTURES) == 0
    assert [each["returned"] for each in balances(app)] == [4_000, 0]
    assert provider.get(f"/claims/{handed_in}").json["state"] == "submitted"


def test_a_claim_over_several_uses_is_approved_line_by_line_to_the_fen(app, people, enterprise, officer):
    with app.app_context():
        for number, price in ((1, 100), (2, 200), (3, 300)):
            use(people, f"B-{number}", VoucherMode.REIMBURSE, price=yuan(price))
    claim = enterprise.submitted("B-1", "B-2", "B-3", mode="reimburse", price=yuan(600))
    officer.post(f"/claims/{claim}/complete")
    amount = {"minor": 10_001, "currency": "CNY"}
    answer = officer.post(f"/claims/{claim}/review", {"approved_amount": amount, "reason": "a third"}).json
    assert [line["approved_amount"]["minor"] for line in answer["lines"]] == [1_667, 3_334, 5_000]
    assert answer["approved_amount"] == amount
