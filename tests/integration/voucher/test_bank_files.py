"""Payout batches as files: what goes to the bank, and what its answer does."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from app.infra import clock
from app.infra.db import execute_checked, transaction
from app.kernel.errors import DomainError
from app.kernel.words import VoucherMode
from app.voucher.claiming.deadlines import mature
from app.voucher.models import Payout
from tests.integration.voucher.claims import EIGHT, FOUR, Desk, money, use
from tests.integration.voucher.world import World, broken_invariants, build_world
from tests.support.templates import furnished, furnished_for

HEAD = "claim,status,reference,reason\n"


def payable(app, enterprise: Desk, officer: Desk, reference: str) -> int:
    claim = enterprise.submitted(reference, mode="reimburse", price=EIGHT)
    for step, body in (("complete", {}), ("review", {"approved_amount": money(FOUR)}), ("notice", {})):
        assert officer.post(f"/claims/{claim}/{step}", body).status_code == 200
    with app.app_context():
        transaction(lambda: mature(claim, clock.now() + timedelta(days=6)))
    return claim


def _build(app: Flask) -> tuple[World, dict[str, Any]]:
    """Return the usual people and a batch of two claims of ¥4,000, which nobody approved yet."""
    references = ("B-1", "B-2")
    with app.app_context():
        people = build_world()
        for reference in references:
            use(people, reference, VoucherMode.REIMBURSE, price=EIGHT)
    client = app.test_client()
    officer, manager = Desk(client, people.officer), Desk(client, people.manager)
    claims = [payable(app, manager, officer, reference) for reference in references]
    return people, officer.post("/payouts", {"claims": claims}).json


template = furnished_for("people", furnished("bank_batch", _build))


@pytest.fixture
def people(contents) -> World:
    return contents[0]


@pytest.fixture
def officer(client, people) -> Desk:
    return Desk(client, people.officer)


@pytest.fixture
def batch(contents) -> dict[str, Any]:
    return contents[1]


@pytest.fixture
def sent(client, people, officer, batch) -> dict[str, Any]:
    """The same batch, approved by another officer, with the bank under BK-1."""
    assert Desk(client, people.second_officer).post(f"/payouts/{batch['id']}/approve").status_code == 200
    return officer.post(f"/payouts/{batch['id']}/send", {"bank_reference": "BK-1"}).json


def answer(desk: Desk, payout: int, content: str | bytes) -> TestResponse:
    raw = content if isinstance(content, bytes) else content.encode()
    return desk.client.post(
        f"/api/v1/payouts/{payout}/bank-answer",
        data={"file": (BytesIO(raw), "answer.csv")},
        headers=desk.member.headers,
    )


def refs(batch: dict[str, Any]) -> list[str]:
    return [line["claim_ref"] for line in batch["lines"]]


def test_an_approved_batch_leaves_as_csv_and_xlsx_for_the_officers_of_its_region(
    client, people, officer, batch
):
    path = f"/payouts/{batch['id']}/export"
    early = officer.get(f"{path}.csv")
    assert (early.status_code, early.json["code"]) == (409, "not_approved")
    assert Desk(client, people.second_officer).post(f"/payouts/{batch['id']}/approve").status_code == 200
    sheet = officer.get(f"{path}.csv")
    assert sheet.data.startswith("\ufeff".encode())
    rows = list(csv.DictReader(StringIO(sheet.data.decode("utf-8-sig"))))
    assert [(row["claim"], row["amount"], row["currency"]) for row in rows] == [
        (ref, "4000.00", "CNY") for ref in refs(batch)
    ]
    book = officer.get(f"{path}.xlsx")
    assert officer.get(f"{path}.xlsx").data == book.data
    with ZipFile(BytesIO(book.data)) as parts:
        assert b"<v>4000.00</v>" in parts.read("xl/worksheets/sheet1.xml")
    assert Desk(client, people.other_officer).get(f"{path}.csv").status_code == 404
    assert Desk(client, people.manager).get(f"{path}.xlsx").status_code == 403


def test_an_answer_that_says_all_was_paid_confirms_the_batch(app, officer, sent):
    first, second = refs(sent)
    done = answer(officer, sent["id"], f"{HEAD}{first},paid,N-1,\n{second},paid,N-2,\n")
    assert (done.status_code, done.json["state"]) == (200, "confirmed"), done.json
    with app.app_context():
        assert broken_invariants() == []
    again = answer(officer, sent["id"], f"{HEAD}{first},paid,N-1,\n{second},paid,N-2,\n")
    assert (again.status_code, again.json["code"]) == (409, "illegal_transition")


def test_what_came_back_is_payable_again_and_the_rest_stays_paid(app, officer, sent):
    first, second = refs(sent)
    file = f"ref,reason,status,reference\n{first},,PAID,BK-1\n{second},账户已销户,returned,BK-1\n"
    done = answer(officer, sent["id"], file.encode("gb18030"))
    assert (done.status_code, done.json["state"], done.json["returned"]) == (
        200,
        "part_returned",
        money(FOUR),
    )
    assert [line["reason"] for line in done.json["lines"]] == [None, "账户已销户"]
    states = [officer.get(f"/claims/{line['claim']}").json["state"] for line in sent["lines"]]
    assert states == ["paid", "payable"]
    with app.app_context():
        assert broken_invariants() == []


def test_every_bad_row_is_told_with_its_line_and_nothing_is_written(officer, sent):
    first, second = refs(sent)
    file = f"{HEAD}{first},paid,N-1,\nC-NOBODY,paid,N-2,\n{first},gone,N-3,\n\n{second},returned,N-1,\n"
    refused = answer(officer, sent["id"], file)
    assert refused.status_code == 422
    told = {(re.findall(r"\d+", each["message"])[0], each["code"]) for each in refused.json["problems"]}
    assert told == {
        ("2", "repeated_reference"),
        ("2", "bank_reference_used"),
        ("3", "unknown_reference"),
        ("4", "repeated_reference"),
        ("4", "not_a_choice"),
        ("6", "reason_needed"),
        ("6", "bank_reference_used"),
    }
    assert officer.get(f"/payouts/{sent['id']}").json == sent


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "missing_columns"),
        (HEAD, "file_empty"),
        ("claim,claim,status,reference,reason\n", "named_twice"),
        (b"PK\x03\x04\xff\xff\xff\x00", "workbook_unreadable"),
        (b"\x00\xff\xff\xff", "not_a_csv"),
        (HEAD + '"C-1,paid\n', "not_a_csv"),
        (HEAD + "x,paid,1,\n" * 501, "too_many_lines"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(officer, sent, content, code):
    refused = answer(officer, sent["id"], content)
    assert (refused.status_code, refused.json["code"]) == (422, code)


def test_an_unanswered_payment_or_another_batchs_reference_is_refused(app, client, people, officer, sent):
    first, second = refs(sent)
    part = answer(officer, sent["id"], f"{HEAD}{first},paid,N-1,\n")
    assert (part.status_code, part.json["code"]) == (422, "unanswered")
    assert answer(officer, sent["id"], f"{HEAD}{first},paid,N-1,\n{second},paid,N-2,\n").status_code == 200
    with app.app_context():
        use(people, "B-3", VoucherMode.REIMBURSE, price=EIGHT)
    claim = payable(app, Desk(client, people.manager), officer, "B-3")
    other = officer.post("/payouts", {"claims": [claim]}).json
    early = answer(officer, other["id"], HEAD)
    assert (early.status_code, early.json["code"]) == (409, "illegal_transition")
    Desk(client, people.second_officer).post(f"/payouts/{other['id']}/approve")
    officer.post(f"/payouts/{other['id']}/send", {"bank_reference": "BK-2"})
    for reference in ("N-1", "BK-1"):
        reused = answer(officer, other["id"], f"{HEAD}{refs(other)[0]},paid,{reference},\n")
        assert (reused.status_code, reused.json["code"]) == (422, "bank_reference_used")


def test_only_officers_of_the_region_import_an_answer(client, people, sent):
    assert answer(Desk(client, people.other_officer), sent["id"], HEAD).status_code == 404
    assert answer(Desk(client, people.manager), sent["id"], HEAD).status_code == 403


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_page_takes_the_answer_and_shows_what_is_wrong_with_it(client, officer, sent, language):
    path, headers = f"/payouts/{sent['id']}/bank-answer?lang={language}", officer.member.headers
    assert sent["ref"] in client.get(path, headers=headers).text
    bad = client.post(path, data={"file": (BytesIO(b"x"), "a.csv")}, headers=headers)
    assert (bad.status_code, 'data-code="missing_columns"' in bad.text) == (422, True)
    first, second = refs(sent)
    file = f"{HEAD}{first},paid,N-1,\n{second},paid,N-2,\n".encode()
    done = client.post(path, data={"file": (BytesIO(file), "a.csv")}, headers=headers)
    assert (done.status_code, done.headers["Location"]) == (302, f"/payouts/{sent['id']}")
    book = client.get(f"/payouts/{sent['id']}/export.xlsx", headers=headers)
    assert book.data.startswith(b"PK")


def test_a_batch_is_not_sent_under_the_number_of_another_ones_payment(app, client, people, officer, sent):
    with app.app_context():
        use(people, "B-3", VoucherMode.REIMBURSE, price=EIGHT)
    claim = payable(app, Desk(client, people.manager), officer, "B-3")
    first, second = refs(sent)
    answer(officer, sent["id"], f"{HEAD}{first},paid,PAY-1,\n{second},paid,PAY-2,\n")
    batch = officer.post("/payouts", {"claims": [claim]}).json["id"]
    Desk(client, people.second_officer).post(f"/payouts/{batch}/approve")
    refused = officer.post(f"/payouts/{batch}/send", {"bank_reference": "PAY-1"})
    assert (refused.status_code, refused.json["code"]) == (409, "bank_reference_used")
    with app.app_context():
        under = update(Payout).where(Payout.id == batch).values(state="sent", bank_reference="PAY-1")
        with pytest.raises(DomainError, match="bank_reference_used"):
            transaction(lambda: execute_checked(under))
