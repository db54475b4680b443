"""The claim and payout pages, as the manager, the officer and the second officer click through them."""

import re
from datetime import timedelta
from io import BytesIO

import pytest

from app.infra import clock
from app.infra.db import transaction
from app.kernel.words import VoucherMode
from app.voucher.claiming.deadlines import mature
from tests.integration.voucher.claims import EIGHT, pdf, use


@pytest.fixture
def uses(app, people):
    with app.app_context():
        use(people, "B-1", VoucherMode.REIMBURSE, price=EIGHT)
        use(people, "B-2", VoucherMode.REIMBURSE, price=EIGHT)


@pytest.fixture
def manager(app, people, uses):
    return signed_in(app, people.manager)


@pytest.fixture
def officer(app, people, uses):
    return signed_in(app, people.officer)


def signed_in(app, member):
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = member.headers["Authorization"]
    return client


def upload(client, claim: str, **changes):
    data = {"kind": "invoice", "amount": "16000.00", "file": (BytesIO(pdf()), "invoice.pdf")} | changes
    return client.post(f"{claim}/evidence", data=data)


def handed_in(manager) -> str:
    answer = manager.post("/claims", data={"mode": "reimburse", "bookings": ["B-1", "B-2"]})
    claim = answer.headers["Location"]
    assert upload(manager, claim).status_code == 302
    page = manager.get(claim).text
    assert "invoice.pdf" in page
    assert re.search(r'<option selected value="bank_receipt">', page), "the next document asked for"
    assert upload(manager, claim, kind="bank_receipt", file=(BytesIO(pdf()), "r.pdf")).status_code == 302
    assert manager.post(f"{claim}/submit").status_code == 302
    return claim


def test_what_may_be_claimed_is_ticked_and_claimed_in_one_go(manager):
    page = manager.get("/claims").text
    assert "B-1" in page
    assert "B-2" in page
    claim = manager.post("/claims", data={"mode": "reimburse", "bookings": ["B-1", "B-2"]})
    assert claim.status_code == 302
    assert "¥8,000.00" in manager.get(claim.headers["Location"]).text
    empty = manager.post("/claims", data={"mode": "reimburse"})
    assert empty.status_code == 200
    assert "error-summary" in empty.text


def test_a_wrong_document_is_told_at_its_field_and_nothing_is_kept(manager):
    claim = manager.post("/claims", data={"mode": "reimburse", "bookings": ["B-1"]}).headers["Location"]
    for changes, code in (
        ({"file": (BytesIO(b"MZ"), "x.exe")}, "file_type_not_allowed"),
        ({"amount": ""}, "amount_needed"),
    ):
        page = upload(manager, claim, **changes)
        assert page.status_code == 200
        assert f'data-code="{code}"' in page.text
    three_decimals = upload(manager, claim, amount="8000.005")
    assert 'aria-invalid="true"' in three_decimals.text
    assert "invoice.pdf" not in manager.get(claim).text


def test_the_officer_decides_and_a_second_one_approves_the_payment(app, people, manager, officer):
    claim = handed_in(manager)
    assert claim in officer.get("/claims").text
    assert officer.post(f"{claim}/complete").status_code == 302
    refused = officer.post(f"{claim}/review", data={"approved_amount": "7000"})
    assert 'data-code="reason_needed"' in refused.text
    assert officer.post(f"{claim}/review", data={"approved_amount": "8000"}).status_code == 302
    assert officer.post(f"{claim}/notice").status_code == 302
    number = int(claim.rsplit("/", 1)[1])
    with app.app_context():
        transaction(lambda: mature(number, clock.now() + timedelta(days=6)))
    payout = officer.post("/payouts", data={"claims": [number]}).headers["Location"]
    own = officer.post(f"{payout}/approve")
    assert 'data-code="same_person"' in own.text
    second = signed_in(app, people.second_officer)
    assert second.post(f"{payout}/approve").status_code == 302
    assert officer.post(f"{payout}/send", data={"bank_reference": "BK-1"}).status_code == 302
    back = officer.post(f"{payout}/return", data={"lines": [number], "reason": "account closed"})
    assert back.status_code == 302
    assert "account closed" in officer.get(payout).text


def test_a_document_is_downloaded_by_both_sides_and_by_nobody_else(app, people, manager, officer):
    claim = handed_in(manager)
    link = f"{claim}/evidence/1"
    for reader in (manager, officer):
        answer = reader.get(link)
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert signed_in(app, people.provider).get(link).status_code == 404
    assert signed_in(app, people.other_officer).get(claim).status_code == 404
    assert signed_in(app, people.researcher).get(claim).status_code == 403


def test_lists_are_honest_when_empty(officer, manager):
    assert "list-state" in officer.get("/claims").text
    assert "all-done" in officer.get("/payouts").text


def test_a_months_uses_are_claimed_with_one_button(manager):
    page = manager.get("/claims").text
    assert "2 项使用尚未申请兑付" in page
    found = re.search(r'name="month" value="([0-9-]+)"', page)
    assert found is not None
    asked = {"mode": "reimburse", "month": found[1]}
    claim = manager.post("/claims/month", data=asked)
    assert claim.status_code == 302
    assert "¥8,000.00" in manager.get(claim.headers["Location"]).text
    again = manager.post("/claims/month", data=asked)
    assert 'data-code="nothing_claimable"' in again.text
    assert "尚未申请兑付" not in again.text
    wrong = manager.post("/claims/month", data=asked | {"month": "2026-13"})
    assert "error-summary" in wrong.text
