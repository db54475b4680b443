"""What a claim may not be: made twice, for another, in the other mode, without proof, by the wrong hand."""

import pytest

from app.kernel.words import VoucherMode
from tests.integration.voucher.claims import EIGHT, FOUR, Desk, money, pdf, use
from tests.integration.voucher.world import yuan


@pytest.fixture
def uses(app, people):
    with app.app_context():
        use(people, "B-1", VoucherMode.REIMBURSE, price=EIGHT)
        use(people, "B-2", VoucherMode.REDEEM, price=EIGHT)


@pytest.fixture
def enterprise(client, people, uses):
    return Desk(client, people.manager)


@pytest.fixture
def provider(client, people, uses):
    return Desk(client, people.provider)


@pytest.fixture
def officer(client, people, uses):
    return Desk(client, people.officer)


def problems(answer) -> set[str]:
    return {problem["code"] for problem in answer.json["problems"]}


def test_a_use_is_claimed_once(enterprise):
    enterprise.claim("B-1", mode="reimburse")
    again = enterprise.post("/claims", {"bookings": ["B-1"], "mode": "reimburse"})
    assert (again.status_code, again.json["code"]) == (409, "already_claimed")


def test_every_failed_rule_of_every_booking_is_named_with_its_place(enterprise):
    body = {"bookings": ["B-2", "B-9", "B-9"], "mode": "reimburse"}
    answer = enterprise.post("/claims", body)
    assert answer.status_code == 422
    found = {(problem["code"], problem.get("field")) for problem in answer.json["problems"]}
    assert found >= {
        ("named_twice", "bookings"), ("mode_differs", "bookings[0]"), ("wrong_claimant", "bookings[0]"),
        ("not_found", "bookings[1]"), ("not_found", "bookings[2]"),
    }  # fmt: skip


def test_what_is_not_yours_can_not_be_claimed_or_seen(client, people, enterprise, provider):
    stranger = Desk(client, people.stranger)
    assert stranger.post("/claims", {"bookings": ["B-1"], "mode": "reimburse"}).status_code == 403
    claim = enterprise.claim("B-1", mode="reimburse")["id"]
    for other in (provider, Desk(client, people.other_officer), Desk(client, people.officer)):
        assert other.get(f"/claims/{claim}").status_code == 404
    assert provider.post(f"/claims/{claim}/submit").status_code == 404
    assert provider.prove(claim, "invoice", EIGHT).status_code == 404


def test_a_draft_is_the_claimants_own_until_it_is_handed_in(enterprise, officer):
    claim = enterprise.submitted("B-1", mode="reimburse", price=EIGHT)
    assert officer.get(f"/claims/{claim}").status_code == 200
    piece = officer.get(f"/claims/{claim}").json["evidence"][0]
    answer = officer.get(f"/claims/{claim}/evidence/{piece['id']}")
    assert (answer.status_code, answer.mimetype, len(answer.data)) == (200, "application/pdf", piece["size"])
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_all_missing_evidence_is_named_at_once(enterprise):
    claim = enterprise.claim("B-1", mode="reimburse")["id"]
    answer = enterprise.post(f"/claims/{claim}/submit")
    assert answer.status_code == 422
    assert [problem["code"] for problem in answer.json["problems"]] == ["evidence_missing"] * 2


def test_evidence_must_cover_the_full_price_in_the_mode_where_it_was_paid_in_full(enterprise):
    claim = enterprise.claim("B-1", mode="reimburse")["id"]
    enterprise.prove(claim, "invoice", EIGHT)
    enterprise.prove(claim, "bank_receipt", FOUR)
    answer = enterprise.post(f"/claims/{claim}/submit")
    assert (answer.status_code, answer.json["code"]) == (422, "evidence_too_small")
    enterprise.prove(claim, "bank_receipt", FOUR)
    assert enterprise.post(f"/claims/{claim}/submit").status_code == 200


def test_an_invoice_proves_one_claim_only(app, people, enterprise):
    with app.app_context():
        use(people, "B-3", VoucherMode.REIMBURSE, price=EIGHT)
    first, second = (enterprise.claim(ref, mode="reimburse")["id"] for ref in ("B-1", "B-3"))
    document = pdf()
    assert enterprise.prove(first, "invoice", EIGHT, content=document).status_code == 201
    reused = enterprise.prove(second, "invoice", EIGHT, content=document)
    assert (reused.status_code, reused.json["code"]) == (409, "evidence_reused")
    # A framework contract may stand behind many orders.
    for claim in (first, second):
        assert enterprise.prove(claim, "contract", content=document).status_code == 201


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"content": b"MZ\x90 a program", "name": "invoice.pdf"}, "file_type_not_allowed"),
        ({"name": "invoice.exe"}, "file_type_not_allowed"),
        ({"content": b"%PDF-" + b"x" * (11 * 1024 * 1024)}, "file_too_large"),
        ({"amount": None}, "amount_needed"),
    ],
)
def test_a_document_that_proves_nothing_is_refused_with_its_reason(enterprise, changes, code):
    claim = enterprise.claim("B-1", mode="reimburse")["id"]
    answer = enterprise.prove(claim, "invoice", **({"amount": EIGHT} | changes))
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert enterprise.get(f"/claims/{claim}").json["evidence"] == []


def test_an_unknown_kind_a_broken_amount_and_a_missing_file_are_refused(enterprise):
    claim = enterprise.claim("B-1", mode="reimburse")["id"]
    path = f"/api/v1/claims/{claim}/evidence"
    form = {"kind": "letter", "amount_minor": "12.345"}
    answer = enterprise.client.post(path, data=form, headers=enterprise.member.headers)
    assert answer.status_code == 422
    assert {problem["field"] for problem in answer.json["problems"]} == {"kind", "amount_minor"}
    answer = enterprise.client.post(path, data={"kind": "contract"}, headers=enterprise.member.headers)
    assert (answer.status_code, answer.json["problems"][0]["field"]) == (422, "file")


def test_documents_stand_still_once_the_claim_is_handed_in(enterprise):
    claim = enterprise.submitted("B-1", mode="reimburse", price=EIGHT)
    late = enterprise.prove(claim, "contract")
    assert (late.status_code, late.json["code"]) == (409, "illegal_transition")


def test_no_more_is_approved_than_was_captured_and_less_needs_a_reason(enterprise, officer):
    claim = enterprise.submitted("B-1", mode="reimburse", price=EIGHT)
    officer.post(f"/claims/{claim}/complete")
    review = f"/claims/{claim}/review"
    assert problems(officer.post(review, {"approved_amount": money(yuan(4_001))})) == {"approved_too_much"}
    assert problems(officer.post(review, {"approved_amount": money(yuan(1))})) == {"reason_needed"}
    assert problems(officer.post(review, {"approved_amount": money(yuan(0))})) == {"invalid", "reason_needed"}
    three_decimals = {"approved_amount": {"minor": 1.005, "currency": "CNY"}}
    assert officer.post(review, three_decimals).status_code == 422
    assert officer.post(review, {"approved_amount": money(FOUR)}).json["state"] == "reviewed"


def test_steps_are_taken_in_their_order(enterprise, officer):
    claim = enterprise.submitted("B-1", mode="reimburse", price=EIGHT)
    for step, body in (("review", {"approved_amount": money(FOUR)}), ("notice", {})):
        answer = officer.post(f"/claims/{claim}/{step}", body)
        assert (answer.status_code, answer.json["code"]) == (409, "illegal_transition")


def test_the_claimant_does_not_decide_and_the_officer_does_not_claim(enterprise, officer):
    claim = enterprise.submitted("B-1", mode="reimburse", price=EIGHT)
    assert enterprise.post(f"/claims/{claim}/complete").status_code == 403
    assert officer.post("/claims", {"bookings": ["B-1"], "mode": "reimburse"}).status_code == 403


def test_one_document_is_not_both_the_invoice_and_the_bank_receipt(enterprise, provider):
    paper, own = pdf(), enterprise.claim("B-1", mode="reimburse")["id"]
    assert enterprise.prove(own, "invoice", EIGHT, content=paper).status_code == 201
    other = provider.claim("B-2", mode="redeem")["id"]
    for desk, claim in ((enterprise, own), (provider, other)):
        again = desk.prove(claim, "bank_receipt", EIGHT, content=paper)
        assert (again.status_code, again.json["code"]) == (409, "evidence_reused")
