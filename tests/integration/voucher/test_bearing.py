"""Who bears what is refused in 通兑: where the policy says the enterprise, it owes that to the provider."""

import pytest

from app.infra.db import db
from app.infra.outbox import OutboxMessage
from app.kernel.words import VoucherMode
from tests.integration.voucher.claims import EIGHT, Desk, money, use
from tests.integration.voucher.test_cases import case_about, matured
from tests.integration.voucher.world import open_programme, yuan


@pytest.fixture
def officer(client, people):
    return Desk(client, people.officer)


def claimed(app, client, people, borne_by: str) -> int:
    with app.app_context():
        programme = open_programme(people.officer, rejected_redeem_borne_by=borne_by)
        use(people, "B-1", VoucherMode.REDEEM, price=EIGHT, programme=programme)
    return Desk(client, people.provider).submitted("B-1", mode="redeem", price=EIGHT)


def owed(client, people) -> list[dict[str, object]]:
    seen = [Desk(client, who).get("/receivables").json["items"] for who in (people.manager, people.provider)]
    assert seen[0] == seen[1]
    return [each["amount"] for each in seen[0]]


@pytest.mark.parametrize(("borne_by", "amounts"), [("enterprise", [money(yuan(4_000))]), ("provider", [])])
def test_a_rejected_claim_is_owed_by_the_enterprise_where_the_policy_says_so(
    app, client, people, officer, borne_by, amounts
):
    claim = claimed(app, client, people, borne_by)
    assert officer.post(f"/claims/{claim}/reject", {"reason": "excluded"}).json["borne_by"] == borne_by
    assert owed(client, people) == amounts
    for each in Desk(client, people.manager).get("/receivables").json["items"]:
        english = {"Accept-Language": "en", **people.manager.headers}
        page = client.get(f"/receivables/{each['id']}", headers=english).text
        assert "Refused part of B-1" in page
        assert f"Refused of claim {each['claim']}" in page
    page = client.get(f"/claims/{claim}?lang=en", headers=people.provider.headers)
    assert "Who bears the refused amount" in page.text
    with app.app_context():
        told = [mail.template for mail in db.session.query(OutboxMessage)]
        assert ("own_share_after_claim" in told) is bool(amounts)


def test_of_a_partial_approval_the_refused_part_is_owed_and_the_rest_once_a_case_strikes_it(
    app, client, people, officer
):
    claim = claimed(app, client, people, "enterprise")
    review = {"approved_amount": money(yuan(3_000)), "reason": "one sample less"}
    for step, body in (("complete", {}), ("review", review), ("notice", {})):
        assert officer.post(f"/claims/{claim}/{step}", body).status_code == 200
    assert owed(client, people) == []
    matured(app, claim)
    assert owed(client, people) == [money(yuan(1_000))]
    officer.post(f"/cases/{case_about(officer, claim)}/uphold", {"reason": "never delivered"})
    assert owed(client, people) == [money(yuan(3_000)), money(yuan(1_000))]
    parts = Desk(client, people.manager).get("/receivables").json["items"]
    assert {each["claim"] for each in parts} == {officer.get(f"/claims/{claim}").json["ref"]}
