"""A voucher's evidence: whole, checkable without us, the same bytes for the same state, for its own only."""

import csv
import hashlib
import io
import json
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from app.infra.db import Base, db, transaction
from app.kernel.words import VoucherMode
from app.voucher.holds import capture
from tests.integration.voucher.claims import EIGHT, Desk, use
from tests.integration.voucher.world import NOW, yuan

FILES = {
    "README.zh-CN.txt", "README.en.txt", "statement.csv", "transfers.csv", "claims.csv", "holds.json",
    "policies.json", "events.json", "MANIFEST.sha256",
}  # fmt: skip


@pytest.fixture
def number(app, people) -> str:
    """A voucher of ¥1,000 of which ¥400 were held and ¥300 captured."""
    with app.app_context():
        voucher = people.issue(yuan(1_000))
        people.hold("=B-1", voucher, yuan(800))
        served_by = people.provider.organisation.id
        transaction(lambda: capture(reference="=B-1", eligible_price=yuan(600), served_by=served_by, now=NOW))
        return voucher.number


def fetch(client, number, who, prefix="/api/v1"):
    return client.get(f"{prefix}/vouchers/{number}/export", headers=who.headers)


@pytest.fixture
def files(client, people, number):
    answer = fetch(client, number, people.researcher)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    with ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_every_part_and_the_manifest_has_each_ones_sum(files):
    assert set(files) == FILES
    sums = dict(line.split("  ")[::-1] for line in files["MANIFEST.sha256"].decode().splitlines())
    assert set(sums) == FILES - {"MANIFEST.sha256"}
    assert all(hashlib.sha256(files[name]).hexdigest() == given for name, given in sums.items())


def test_every_transfer_is_listed_and_no_cell_is_a_formula(files):
    rows = list(csv.DictReader(io.StringIO(files["transfers.csv"].decode("utf-8-sig"))))
    assert [(row["reason"], row["amount"]) for row in rows] == [
        ("issue", "1000.00"),
        ("hold", "400.00"),
        ("capture", "300.00"),
        ("remainder", "100.00"),
    ]
    assert rows[1]["reference"] == "'=B-1"


def test_holds_come_with_their_facts_and_policies_with_their_terms(files):
    [hold] = json.loads(files["holds.json"])
    assert hold["snapshot"]["facts"]["enterprise_region"] == "310118"
    [policy] = json.loads(files["policies.json"])
    assert (policy["version"], policy["terms"]["rate_percent"]) == (1, 50)


def test_the_chains_can_be_checked_with_nothing_but_the_readme(files):
    before = {}
    events = json.loads(files["events.json"])
    assert {event["subject_kind"] for event in events} == {"programme", "voucher", "hold"}
    for event in events:
        content = {name: value for name, value in event.items() if name != "hash"}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        subject = (event["subject_kind"], event["subject_ref"])
        linked = hashlib.sha256(f"{before.get(subject, '0' * 64)}\n{text}".encode()).hexdigest()
        assert linked == event["hash"]
        before[subject] = linked


def test_the_same_state_gives_the_same_bytes(client, people, number):
    first, again = (fetch(client, number, people.officer).data for _ in range(2))
    assert first == again


def test_the_page_offers_it_and_strangers_do_not_learn_of_it(client, people, number):
    page = client.get(f"/vouchers/{number}?lang=en", headers=people.researcher.headers)
    assert "Download the evidence" in page.text
    assert fetch(client, number, people.researcher, prefix="").status_code == 200
    for who in (people.stranger, people.other_officer):
        assert fetch(client, number, who).status_code == 404


def test_what_was_claimed_of_it_is_listed_without_what_was_claimed_beside_it(app, client, people, number):
    with app.app_context():
        use(people, "B-2", VoucherMode.REDEEM, price=EIGHT)
        use(people, "B-3", VoucherMode.REDEEM, price=EIGHT)
        vouchers = Base.metadata.tables["voucher"].c
        beside = db.session.scalars(select(vouchers.number).order_by(vouchers.id)).all()[-2:]
    Desk(client, people.provider).submitted("B-2", "B-3", mode="redeem", price=EIGHT + EIGHT)
    for voucher, reference in zip(beside, ("B-2", "B-3"), strict=True):
        (line,) = claims_of(fetch(client, voucher, people.officer))
        assert (line["reference"], line["captured"], line["state"]) == (reference, "4000.00", "submitted")
    assert claims_of(fetch(client, number, people.officer)) == []


def test_it_tells_why_a_claim_was_refused_only_where_that_is_about_no_other_enterprise(
    app, client, people, number
):
    with app.app_context():
        for reference in ("B-2", "B-3", "B-4"):
            use(people, reference, VoucherMode.REDEEM, price=EIGHT)
        vouchers = Base.metadata.tables["voucher"].c
        *_, one, _, alone = db.session.scalars(select(vouchers.number).order_by(vouchers.id)).all()
    provider, officer = Desk(client, people.provider), Desk(client, people.officer)
    for references, price in ((("B-2", "B-3"), EIGHT + EIGHT), (("B-4",), EIGHT)):
        claim = provider.submitted(*references, mode="redeem", price=price)
        for _ in range(2):
            case = officer.post("/cases", {"claim": claim, "reason": "looked into"}).json["id"]
            officer.post(f"/cases/{case}/dismiss", {"reason": "all is well"})
        officer.post(f"/claims/{claim}/reject", {"reason": "the samples of B-3 were never measured"})
    [shared], [own] = (claims_of(fetch(client, voucher, people.officer)) for voucher in (one, alone))
    assert (shared["state"], shared["reason"], shared["case_state"]) == (
        "rejected",
        "",
        "dismissed; dismissed",
    )
    assert own["reason"] == "the samples of B-3 were never measured"


def test_a_granted_one_comes_with_the_chain_of_its_application(client, people, desk):
    with ZipFile(io.BytesIO(fetch(client, desk.grant(5_000), people.officer).data)) as archive:
        events = json.loads(archive.read("events.json"))
    done = [event["action"] for event in events if event["subject_kind"] == "grant_application"]
    assert done[-1] == "approve"


def claims_of(answer) -> list[dict[str, str]]:
    with ZipFile(io.BytesIO(answer.data)) as archive:
        return list(csv.DictReader(io.StringIO(archive.read("claims.csv").decode("utf-8-sig"))))
