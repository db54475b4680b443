"""What an upheld case leaves behind: nothing asked for ever, no part paid again, true accounts."""

import pytest

from app.accounts.domain.roles import Role
from app.accounts.organisations import add_member
from app.infra import clock
from app.infra.db import db, transaction
from app.infra.events import history
from app.kernel.words import VoucherMode
from app.voucher.domain.days import voucher_day
from app.voucher.models import Programme
from app.voucher.queries.sanctions import sanctions_against
from tests.integration.voucher.claims import EIGHT, Desk, money, use
from tests.integration.voucher.test_cases import case_about, paid, sent_back
from tests.integration.voucher.test_claims import balances
from tests.integration.voucher.world import broken_invariants, yuan


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


def test_a_struck_claim_is_asked_back_by_no_case_any_more(app, client, people, officer, manager, claim):
    paid(app, client, people, officer, claim)
    first = case_about(officer, claim)
    officer.post(f"/cases/{first}/uphold", {"reason": "not their samples"})
    sent_back(officer, claim)
    assert manager.get(f"/cases/{first}").json["owed"] == money(yuan(4_000))
    officer.post(f"/cases/{case_about(officer, claim)}/uphold", {"reason": "not to be paid again"})
    assert manager.get(f"/cases/{first}").json["owed"] == money(yuan(0))


def test_what_a_case_asks_back_of_a_payment_the_bank_sent_back_is_not_paid_again(
    app, client, people, officer, claim
):
    paid(app, client, people, officer, claim)
    case = case_about(officer, claim)
    officer.post(f"/cases/{case}/uphold", {"reason": "a quarter of it", "clawback": money(yuan(1_000))})
    sent_back(officer, claim)
    assert balances(app)[0] == {"claimable": 0, "payable": 3_000, "paid": 0, "returned": 1_000}
    assert officer.get(f"/cases/{case}").json["owed"] == money(yuan(0))
    again = officer.post("/payouts", {"claims": [claim]})
    assert (again.status_code, again.json["total"]) == (201, money(yuan(3_000)))


def closed(client, people, officer) -> str:
    """Confirm the newest batch, revoke the voucher and end the programme; return its path."""
    officer.post(f"/payouts/{officer.get('/payouts').json['items'][0]['id']}/confirm")
    [voucher] = officer.get("/vouchers").json["items"]
    officer.post(f"/vouchers/{voucher['number']}/revoke", {"reason": "the year is over"})
    path = f"/programmes/{people.programme.id}"
    assert officer.post(f"{path}/close").json["state"] == "closed"
    return path


def test_accounts_are_closed_once_all_that_cases_ask_for_is_back(app, client, people, officer, claim):
    paid(app, client, people, officer, claim)
    path = closed(client, people, officer)
    case = case_about(officer, claim)
    officer.post(f"/cases/{case}/uphold", {"reason": "half of it", "clawback": money(yuan(2_000))})
    refused = officer.post(f"{path}/reconcile")
    assert [problem["code"] for problem in refused.json["problems"]] == ["cases_owed"]
    officer.post(f"/cases/{case}/receipts", {"amount": money(yuan(2_000)), "bank_reference": "IN-1"})
    assert officer.post(f"{path}/reconcile").json["state"] == "reconciled"


@pytest.mark.parametrize("act", [case_about, sent_back])
def test_what_moves_money_later_opens_closed_accounts_again(app, client, people, officer, claim, act):
    paid(app, client, people, officer, claim)
    path = closed(client, people, officer)
    assert officer.post(f"{path}/reconcile").json["state"] == "reconciled"
    act(officer, claim)
    assert officer.get(path).json["state"] == "closed"
    with app.app_context():
        ref = db.session.get(Programme, people.programme.id).ref
        assert [event.action for event in history("programme", ref)][-2:] == ["reconcile", "reopen"]
        assert broken_invariants() == []


def test_a_sanction_stands_in_the_event_and_another_officer_lifts_it_for_a_reason(
    app, client, people, officer, claim
):
    case = case_about(officer, claim)
    verdict = {"reason": "false papers", "sanction_until": "2090-12-31"}
    ref = officer.post(f"/cases/{case}/uphold", verdict).json["ref"]
    house, today = people.manager.organisation.id, voucher_day(clock.now())
    with app.app_context():
        [sanction] = sanctions_against(house, "310118", today)
        [told] = [event.data for event in history("case", ref) if event.action == "uphold"]
        assert (told["sanction"], told["until"]) == (sanction.ref, "2090-12-31")
        joined = {"person_id": people.officer.actor.person_id, "organisation_id": house}
        transaction(lambda: add_member(**joined, role=Role.RESEARCHER, now=clock.now()))
    own = officer.post(f"/cases/{case}/lift-sanction", {"reason": "a friend"})
    assert (own.status_code, own.json["code"]) == (403, "own_claim")
    page = client.get(f"/cases/{case}?lang=en", headers=people.second_officer.headers)
    assert "Lift the sanction" in page.text
    second = Desk(client, people.second_officer)
    assert second.post(f"/cases/{case}/lift-sanction", {"reason": "the papers were real"}).status_code == 200
    again = second.post(f"/cases/{case}/lift-sanction", {"reason": "once more"})
    assert (again.status_code, again.json["code"]) == (409, "no_sanction")
    with app.app_context():
        assert sanctions_against(house, "310118", today) == ()
        assert history("case", ref)[-1].reason == "the papers were real"
