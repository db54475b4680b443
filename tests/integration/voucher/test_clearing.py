"""Clearing: where the host region pays, the regions owe each other; positions sum to zero to the fen."""

from csv import DictReader
from datetime import timedelta
from io import StringIO

import pytest

from app.accounts.domain.roles import OrganisationKind, Role
from app.infra import clock
from app.infra.db import transaction
from app.infra.tables import BOM
from app.kernel.words import VoucherMode
from app.voucher.claiming.deadlines import mature
from app.voucher.domain.days import voucher_day
from app.voucher.queries.sanctions import sanctions_against
from tests.integration.voucher.claims import EIGHT, FOUR, Desk, money, use
from tests.integration.voucher.world import broken_invariants, colleague, member, open_programme, yuan


def paid_by(client, app, officer, second, claimant, reference: str, bank: str) -> None:
    claim = claimant.submitted(reference, mode="reimburse", price=EIGHT)
    for step, body in (("complete", {}), ("review", {"approved_amount": money(FOUR)}), ("notice", {})):
        assert officer.post(f"/claims/{claim}/{step}", body).status_code == 200
    with app.app_context():
        transaction(lambda: mature(claim, clock.now() + timedelta(days=6)))
    payout = officer.post("/payouts", {"claims": [claim]}).json["id"]
    assert second.post(f"/payouts/{payout}/approve").status_code == 200
    assert officer.post(f"/payouts/{payout}/send", {"bank_reference": bank}).status_code == 200


def hosted_case(app, client, people, mode: VoucherMode, payee) -> tuple[Desk, int]:
    """Open a case about a claim that 江苏 pays for a voucher of 青浦; return 江苏's desk and the case."""
    with app.app_context():
        host = transaction(lambda: member(8, OrganisationKind.AUTHORITY, "320000", Role.OFFICER))
        hosted = open_programme(people.officer, payer_rule="host_clearing")
        use(people, "B-1", mode, price=EIGHT, programme=hosted)
    claim, desk = Desk(client, payee).submitted("B-1", mode=mode, price=EIGHT), Desk(client, host)
    return desk, desk.post("/cases", {"claim": claim, "reason": "never delivered"}).json["id"]


@pytest.fixture
def month(app, client, people) -> str:
    """A month in which 江苏 paid for a voucher of 青浦, and 青浦 for another of its own."""
    with app.app_context():
        host = transaction(lambda: member(8, OrganisationKind.AUTHORITY, "320000", Role.OFFICER))
        second = transaction(lambda: colleague(9, host, Role.OFFICER))
        hosted = open_programme(people.officer, payer_rule="host_clearing")
        use(people, "B-1", VoucherMode.REIMBURSE, price=EIGHT, programme=hosted)
        use(people, "B-2", VoucherMode.REIMBURSE, price=EIGHT)
    claimant = Desk(client, people.manager)
    own = (Desk(client, people.officer), Desk(client, people.second_officer))
    paid_by(client, app, Desk(client, host), Desk(client, second), claimant, "B-1", "BK-1")
    paid_by(client, app, *own, claimant, "B-2", "BK-2")
    return str(voucher_day(clock.now()))[:7]


def test_the_host_pays_and_the_issuer_owes_what_it_paid(app, client, people, month):
    officer = Desk(client, people.officer)
    answer = officer.get(f"/clearing?month={month}").json
    nothing = yuan(0)
    assert [(each["region"], each["net"]) for each in answer["positions"]] == [
        ("320000", money(FOUR)),
        ("310118", money(nothing - FOUR)),
    ]
    statement = officer.get(f"/clearing/310118?month={month}").json
    assert [line["amount"] for line in statement["lines"]] == [money(FOUR)]
    assert statement["position"]["paid_by_others"] == money(FOUR)
    for text in ("2026-13", "9999-12", "0001-01"):
        assert officer.get(f"/clearing?month={text}").json["code"] == "not_a_month"
    with app.app_context():
        assert broken_invariants() == []


def test_each_region_has_its_statement_as_a_page_and_as_a_file(client, people, month):
    officer = people.officer.headers
    page = client.get("/clearing?lang=zh-CN", headers=officer).text
    assert f"/clearing/310118?month={month}" in page
    assert f">{month[:4]}年{int(month[5:])}月</a>" in page
    written = client.get(f"/clearing/320000/statement.csv?month={month}", headers=officer).text
    (line,) = DictReader(StringIO(written.removeprefix(BOM)))
    assert (line["payer"], line["issuer"], line["amount"]) == ("320000", "310118", "4000.00")
    assert line["voucher"] in client.get("/clearing/310118", headers=officer).text
    assert line["voucher"] not in client.get("/clearing/330421", headers=officer).text
    assert client.get("/clearing/320000", headers=people.manager.headers).status_code == 403
    for nowhere in ("/clearing/999999", "/clearing/%09%0A/statement.csv"):
        assert client.get(nowhere, headers=officer).status_code == 404


def test_a_sanction_of_the_host_bars_from_new_vouchers_of_the_issuer(app, client, people):
    desk, case = hosted_case(app, client, people, VoucherMode.REIMBURSE, people.manager)
    today = voucher_day(clock.now())
    verdict = {"reason": "false papers", "sanction_until": str(today)}
    assert desk.post(f"/cases/{case}/uphold", verdict).json["state"] == "upheld"
    with app.app_context():
        house = people.manager.organisation.id
        assert len(sanctions_against(house, "310118", today)) == 1
        assert sanctions_against(house, "320000", today) == ()


def test_a_provider_is_not_barred_from_vouchers_that_it_is_never_granted(app, client, people):
    desk, case = hosted_case(app, client, people, VoucherMode.REDEEM, people.provider)
    refused = desk.post(
        f"/cases/{case}/uphold", {"reason": "false papers", "sanction_until": str(voucher_day(clock.now()))}
    )
    assert refused.status_code == 422
    (problem,) = refused.json["problems"]
    assert (problem["code"], problem["field"]) == ("not_granted_vouchers", "sanction_until")
    assert desk.post(f"/cases/{case}/uphold", {"reason": "false papers"}).json["state"] == "upheld"


def test_a_sample_is_drawn_by_the_region_that_pays(app, client, people):
    with app.app_context():
        host = transaction(lambda: member(8, OrganisationKind.AUTHORITY, "320000", Role.OFFICER))
        hosted = open_programme(people.officer, payer_rule="host_clearing")
        use(people, "B-1", VoucherMode.REIMBURSE, price=EIGHT, programme=hosted)
    claim = Desk(client, people.manager).submitted("B-1", mode="reimburse", price=EIGHT)
    day = clock.now().date()
    body = {
        "programme_id": hosted.id,
        "from": str(day - timedelta(days=2)),
        "to": str(day + timedelta(days=2)),
    }
    issuer = Desk(client, people.officer).post("/spot-checks", body)
    assert (issuer.status_code, issuer.json["code"]) == (422, "nothing_to_draw")
    stranger = Desk(client, people.other_officer).post("/spot-checks", body)
    assert (stranger.status_code, stranger.json["code"]) == (404, "not_found")
    assert Desk(client, host).post("/spot-checks", body).json["claims"] == [claim]
    page = client.get("/cases", headers=host.headers)
    assert f'value="{hosted.id}"' in page.text
