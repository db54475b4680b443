"""A recognition holds between its days, for whoever lies in its regions, and is never undone backwards."""

from datetime import date

from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.kernel.words import ServiceKind, VoucherMode
from app.pool import queries
from app.pool.accreditations import Decision, enter_decided
from app.pool.recognitions import (
    RecognitionTerms,
    accept_recognition,
    propose_recognition,
    withdraw_recognition,
)
from tests.integration.pool.conftest import NOW
from tests.support.spans import utc

TODAY, LAST = date(2026, 3, 2), date(2026, 12, 31)


def propose(demand="310118", supply="320000", from_on=TODAY, until_on=LAST):
    terms = RecognitionTerms(
        demand, supply, frozenset({ServiceKind.RESOURCE}), frozenset(VoucherMode), from_on, until_on
    )
    return transaction(lambda: propose_recognition(terms=terms, by_region=demand, by=SYSTEM, now=NOW)).ref


def accept(ref):
    return transaction(lambda: accept_recognition(ref=ref, by_region="310118", by=SYSTEM, now=NOW))


def withdraw(ref, now, on=None):
    return transaction(lambda: withdraw_recognition(ref=ref, by_region="310118", by=SYSTEM, now=now, on=on))


def found(demand, supply, on):
    card = queries.recognition_for(demand, supply, on)
    return card and card.ref


def test_a_proposal_holds_for_nothing(context):
    propose()
    assert found("310118", "320509", TODAY) is None


def test_a_proposal_turned_down_for_a_later_day_holds_for_nothing_before_it(context):
    withdraw(propose(), NOW, on=LAST)
    assert found("310118", "320509", TODAY) is None


def test_an_active_one_covers_the_districts_of_its_regions_between_its_days(context):
    ref = propose()
    accept(ref)
    assert [found("310118", "320509", day) for day in (date(2026, 3, 1), TODAY, LAST, date(2027, 1, 1))] == [
        None,
        ref,
        ref,
        None,
    ]
    assert found("310118", "330421", TODAY) is None
    assert found("310115", "320509", TODAY) is None


def test_a_citys_decision_serves_its_districts_unless_they_have_their_own(context):
    city, own = propose(demand="310000"), propose(demand="310118")
    transaction(lambda: accept_recognition(ref=city, by_region="310000", by=SYSTEM, now=NOW))
    assert found("310118", "320509", TODAY) == city
    accept(own)
    assert found("310118", "320509", TODAY) == own


def test_it_never_begins_before_it_was_accepted(context):
    assert accept(propose(from_on=date(2026, 1, 1))).from_on == TODAY


def test_one_withdrawn_still_holds_for_the_days_before(context):
    ref = propose()
    accept(ref)
    withdraw(ref, utc("2026-06-01 01:00"))
    assert found("310118", "320509", date(2026, 5, 31)) == ref
    assert found("310118", "320509", date(2026, 6, 1)) is None


def test_the_officer_makes_one_active_in_one_step(client, pool):
    body = {
        "supply_region": "320000",
        "kinds": ["resource"],
        "modes": ["reimburse", "redeem"],
        "accept": True,
    }
    answer = client.post("/api/v1/recognitions", json=body, headers=pool.officer)
    assert answer.status_code == 201
    assert answer.json["state"] == "active"
    assert answer.json["demand_region"] == "310118"
    listed = client.get("/api/v1/recognitions").json
    assert [item["id"] for item in listed["items"]] == [answer.json["id"]]
    again = client.post(f"/api/v1/recognitions/{answer.json['id']}/accept", json={}, headers=pool.officer)
    assert (again.status_code, again.json["code"]) == (409, "illegal_transition")
    over = client.post(f"/api/v1/recognitions/{answer.json['id']}/withdraw", json={}, headers=pool.officer)
    assert over.json["state"] == "withdrawn"


def test_every_mistake_in_a_proposal_is_named(client, pool):
    body = {
        "supply_region": "999999",
        "kinds": ["resource"],
        "modes": ["redeem"],
        "from_on": "2026-03-02",
        "until_on": "2026-03-01",
    }
    answer = client.post("/api/v1/recognitions", json=body, headers=pool.officer)
    assert answer.status_code == 422
    assert {problem["field"] for problem in answer.json["problems"]} == {"supply_region", "until_on"}


def test_only_an_officer_recognises(client, pool):
    body = {"supply_region": "320000", "kinds": ["resource"], "modes": ["redeem"]}
    assert client.post("/api/v1/recognitions", json=body).status_code == 401
    assert client.post("/api/v1/recognitions", json=body, headers=pool.keeper).status_code == 403


def test_only_the_home_region_or_the_operator_accredits(client, pool):
    body = {"provider": "taihu", "kinds": ["resource"], "from_on": "2026-03-02", "activate": True}
    refused = client.post("/api/v1/accreditations", json=body, headers=pool.officer)
    assert refused.status_code == 403
    made = client.post("/api/v1/accreditations", json=body, headers=pool.operator)
    assert (made.status_code, made.json["state"], made.json["region"]) == (201, "active", "320509")
    address = f"/api/v1/accreditations/{made.json['id']}"
    states = [
        client.post(f"{address}/{action}", json={}, headers=pool.operator).json.get("state")
        for action in ("suspend", "activate", "strike-off", "activate")
    ]
    assert states == ["suspended", "active", "struck_off", None]


def test_an_accreditation_holds_while_active_and_between_its_days(client, pool, app):
    body = {"provider": "taihu", "kinds": ["resource"], "from_on": "2026-03-02", "until_on": "2026-12-31"}
    made = client.post("/api/v1/accreditations", json=body, headers=pool.operator).json

    def holds(day):
        with app.app_context():
            return queries.accreditation_for(pool.provider_id, day) is not None

    assert not holds(TODAY)
    with app.app_context():
        decision = Decision("320509", SYSTEM, NOW)
        transaction(lambda: enter_decided(made["id"], decision))
    assert [holds(day) for day in (date(2026, 3, 1), TODAY, LAST, date(2027, 1, 1))] == [
        False,
        True,
        True,
        False,
    ]


def test_lists_go_on_where_the_page_before_ended(client, pool):
    codes, cursor = [], ""
    while cursor is not None:
        answer = client.get("/api/v1/regions", query_string={"limit": 200, "cursor": cursor}).json
        codes += [item["code"] for item in answer["items"]]
        cursor = answer["next"]
    assert len(codes) == len(set(codes)) == 350
    assert client.get("/api/v1/providers").json["items"][0]["code"] == "taihu"
    assert client.get("/api/v1/providers?cursor=WyJ4Il0").status_code == 422
