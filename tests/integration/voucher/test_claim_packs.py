"""Claim packs, and claims over a month."""

import hashlib
import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from app.kernel.words import VoucherMode
from tests.integration.voucher.claims import EIGHT, Desk, use
from tests.integration.voucher.world import yuan


@pytest.fixture
def enterprise(client, people):
    return Desk(client, people.manager)


@pytest.fixture
def officer(client, people):
    return Desk(client, people.officer)


def test_the_pack_is_a_paper_for_the_claimant_and_the_payer_and_the_same_each_time(
    app, client, people, enterprise, officer
):
    with app.app_context():
        use(people, "B-1", VoucherMode.REIMBURSE, price=EIGHT)
    claim = enterprise.submitted("B-1", mode="reimburse", price=EIGHT)
    paper = enterprise.get(f"/claims/{claim}/pack.pdf")
    assert (paper.status_code, paper.mimetype, paper.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert officer.get(f"/claims/{claim}/pack.pdf").data == paper.data
    assert client.get(f"/claims/{claim}/pack.pdf", headers=people.officer.headers).data == paper.data
    for stranger in (people.provider, people.other_officer):
        assert Desk(client, stranger).get(f"/claims/{claim}/pack.zip").status_code == 404
    officer.post(f"/claims/{claim}/complete")
    assert officer.get(f"/claims/{claim}/pack.pdf").data != paper.data


def test_the_zip_holds_the_paper_every_document_and_their_hashes(app, people, enterprise):
    with app.app_context():
        use(people, "B-1", VoucherMode.REIMBURSE, price=EIGHT)
    claim = enterprise.claim("B-1", mode="reimburse")["id"]
    for kind, name in (("invoice", "发票.pdf"), ("bank_receipt", "发票.pdf")):
        assert enterprise.prove(claim, kind, EIGHT, name=name).status_code == 201
    pack = enterprise.get(f"/claims/{claim}/pack.zip")
    assert enterprise.get(f"/claims/{claim}/pack.zip").data == pack.data
    evidence = enterprise.get(f"/claims/{claim}").json["evidence"]
    with ZipFile(BytesIO(pack.data)) as files:
        listed = json.loads(files.read("manifest.json"))["files"]
        held = {name: hashlib.sha256(files.read(name)).hexdigest() for name in files.namelist()}
    assert {entry["path"]: entry["sha256"] for entry in listed} | {
        "manifest.json": held["manifest.json"]
    } == held
    assert [entry["sha256"] for entry in listed[1:]] == [piece["sha256"] for piece in evidence]
    assert [entry["path"] for entry in listed[1:]] == [
        "evidence/01-invoice-发票.pdf",
        "evidence/02-bank_receipt-发票.pdf",
    ]


def test_a_month_gives_a_claim_for_each_programme_over_what_is_not_claimed_yet(app, people, enterprise):
    with app.app_context():
        for number in (1, 2, 3):
            use(people, f"B-{number}", VoucherMode.REIMBURSE, price=yuan(100))
        use(people, "B-4", VoucherMode.REDEEM, price=yuan(100))
    enterprise.claim("B-2", mode="reimburse")
    batch = enterprise.post("/claims/batch", {"month": "2026-03", "mode": "reimburse"})
    assert batch.status_code == 201
    [claim] = batch.json["items"]
    assert (claim["state"], [line["booking"] for line in claim["lines"]]) == ("draft", ["B-1", "B-3"])
    for body in ({"month": "2026-03"}, {"month": "2026-04"}):
        empty = enterprise.post("/claims/batch", body | {"mode": "reimburse"})
        assert (empty.status_code, empty.json["code"]) == (422, "nothing_claimable")
    wrong = enterprise.post("/claims/batch", {"month": "2026-13", "mode": "reimburse"})
    assert (wrong.status_code, wrong.json["problems"][0]["code"]) == (422, "wrong_form")
