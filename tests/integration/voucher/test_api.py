from app.infra.db import transaction
from app.voucher.holds import capture
from tests.integration.voucher.world import NOW, POLICY, yuan

CNY = "CNY"


def money(amount: int) -> dict[str, object]:
    return {"minor": amount * 100, "currency": CNY}


def programme(**changes: object) -> dict[str, object]:
    body = {
        "name": "Vouchers 2027",
        "year": 2026,
        "region": "310118",
        "budget": [{"tier": "district", "amount": money(500_000)}],
        "policy": POLICY,
    }
    return body | changes


def test_an_enterprise_sees_its_own_vouchers_with_balances_by_bucket(app, client, people):
    with app.app_context():
        own = people.issue(yuan(1_000))
        people.issue(yuan(2_000), to=people.stranger)
        people.hold("B-1", own, yuan(800))
    items = client.get("/api/v1/vouchers", headers=people.researcher.headers).json["items"]
    assert [item["number"] for item in items] == [own.number]
    nothing = money(0)
    assert items[0]["balances"] == {
        "available": money(600), "held": money(400), "claimable": nothing,
        "payable": nothing, "paid": nothing, "returned": nothing,
    }  # fmt: skip
    assert (items[0]["face"], items[0]["modes"]) == (money(1_000), ["redeem", "reimburse"])
    assert (items[0]["use_by"], items[0]["redeem_by"]) == ("2026-12-31", "2099-03-31")


def test_an_officer_sees_the_vouchers_of_the_own_region_only(app, client, people):
    with app.app_context():
        numbers = {
            people.issue(yuan(10), to=member).number for member in (people.researcher, people.stranger)
        }
    seen = client.get("/api/v1/vouchers", headers=people.officer.headers).json["items"]
    assert {item["number"] for item in seen} == numbers
    assert client.get("/api/v1/vouchers", headers=people.other_officer.headers).json["items"] == []


def test_somebody_elses_voucher_does_not_exist(app, client, people):
    with app.app_context():
        voucher = people.issue(yuan(1_000))
    for path in (f"/api/v1/vouchers/{voucher.number}", f"/api/v1/vouchers/{voucher.number}/ledger"):
        assert client.get(path, headers=people.researcher.headers).status_code == 200
        for other in (people.stranger, people.other_officer):
            answer = client.get(path, headers=other.headers)
            assert (answer.status_code, answer.json["code"]) == (404, "not_found")
        assert client.get(path).status_code == 401


def test_the_ledger_tells_every_transfer_with_its_reason(app, client, people):
    with app.app_context():
        voucher = people.issue(yuan(1_000))
        people.hold("B-1", voucher, yuan(800))
        transaction(
            lambda: capture(
                reference="B-1", eligible_price=yuan(600), served_by=people.provider.organisation.id, now=NOW
            )
        )
    path = f"/api/v1/vouchers/{voucher.number}/ledger"
    lines = client.get(path, headers=people.researcher.headers).json["items"]
    assert [(line["reason"], line["amount"]["minor"], line["debit"], line["credit"]) for line in lines] == [
        ("remainder", 10_000, "held", "available"),
        ("capture", 30_000, "held", "claimable"),
        ("hold", 40_000, "available", "held"),
        ("issue", 100_000, "budget", "available"),
    ]


def test_lists_go_on_where_the_page_ended(app, client, people):
    with app.app_context():
        numbers = [people.issue(yuan(10)).number for _ in range(3)]
    first = client.get("/api/v1/vouchers?limit=2", headers=people.researcher.headers).json
    path = f"/api/v1/vouchers?limit=2&cursor={first['next']}"
    second = client.get(path, headers=people.researcher.headers).json
    assert [item["number"] for item in first["items"] + second["items"]] == numbers[::-1]
    assert second["next"] is None


def test_an_officer_creates_opens_pauses_and_closes_a_programme(client, people):
    created = client.post("/api/v1/programmes", json=programme(), headers=people.officer.headers)
    assert (created.status_code, created.json["state"]) == (201, "draft")
    assert created.json["budget"] == [{"tier": "district", "amount": money(500_000), "left": money(500_000)}]
    path = f"/api/v1/programmes/{created.json['id']}"
    for action, state in (("open", "open"), ("pause", "paused"), ("open", "open"), ("close", "closed")):
        answer = client.post(f"{path}/{action}", headers=people.officer.headers)
        assert (answer.status_code, answer.json["state"]) == (200, state)
    answer = client.post(f"{path}/open", headers=people.officer.headers)
    assert (answer.status_code, answer.json["code"]) == (409, "illegal_transition")
    answer = client.post(f"{path}/reconcile", json={"reason": "Done"}, headers=people.officer.headers)
    assert (answer.status_code, answer.json["state"], answer.json["actions"]) == (200, "reconciled", [])


def test_a_programme_may_be_open_at_once(client, people):
    answer = client.post("/api/v1/programmes", json=programme(open=True), headers=people.officer.headers)
    assert (answer.status_code, answer.json["state"]) == (201, "open")


def test_another_regions_programme_is_not_mine_to_run(client, people):
    answer = client.post(
        "/api/v1/programmes", json=programme(region="330421"), headers=people.officer.headers
    )
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
    path = f"/api/v1/programmes/{people.programme.id}/close"
    assert client.post(path, headers=people.other_officer.headers).status_code == 404
    assert client.post(path, headers=people.researcher.headers).status_code == 403


def test_every_problem_of_a_programme_is_named_and_nothing_is_written(client, people):
    policy = POLICY | {"rate_percent": 0, "modes": ["gift"], "use_by": "2099-05-01"}
    body = programme(name="  ", budget=[], policy=policy)
    answer = client.post("/api/v1/programmes", json=body, headers=people.officer.headers)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert {problem["field"] for problem in answer.json["problems"]} == {
        "name", "budget", "policy.rate_percent", "policy.modes", "policy.redeem_by",
    }  # fmt: skip
    assert len(client.get("/api/v1/programmes", headers=people.officer.headers).json["items"]) == 1


def test_drafts_are_seen_by_their_officers_only(client, people):
    client.post("/api/v1/programmes", json=programme(), headers=people.officer.headers)
    counts = [
        len(client.get("/api/v1/programmes", headers=member.headers).json["items"])
        for member in (people.officer, people.researcher, people.stranger)
    ]
    assert counts == [2, 1, 0]
