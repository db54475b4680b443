"""The pages of the pool's own affairs, for officers and the operator; and the public one."""

import re
from datetime import timedelta

import pytest

from app.infra import clock
from app.pool.domain.days import pool_day
from tests.support.booking_pool import POOL, slot
from tests.support.templates import furnished_for

template = furnished_for("people", POOL)


@pytest.fixture
def people(client, contents):
    found = contents.calling(client)
    found.recognise()
    return found


@pytest.fixture
def look(client):
    def look(path, caller=None, language="en"):
        answer = client.get(f"{path}?lang={language}", headers=caller.headers if caller else {})
        return answer.status_code, answer.get_data(as_text=True)

    return look


@pytest.fixture
def send(client):
    def send(path, caller, **fields):
        return client.post(f"{path}?lang=en", data=fields, headers=caller.headers)

    return send


def test_visitors_see_who_recognises_whom(look, people):
    for language, word in (("en", "Who recognises whom"), ("zh-CN", "互认关系")):
        status, page = look("/pool/recognised", language=language)
        assert status == 200
        assert word in page
    assert "not recognised" in look("/pool/recognised")[1]


def test_the_lists_are_for_officers_and_the_operator(look, people):
    for path in ("/pool/memberships", "/pool/recognitions", "/pool/accreditations"):
        assert look(path, people.officer)[0] == 200
        assert look(path, people.operator)[0] == 200
        assert look(path, people.researcher)[0] == 403


def test_a_district_asks_and_the_operator_admits_it(look, send, people):
    asked = send("/pool/memberships/ask", people.operator, region="320507", side="demand")
    assert asked.status_code == 302
    address = asked.location
    assert "Asks to join" in look(address, people.operator)[1]
    assert "Admit" not in look(address, people.officer)[1]
    admitted = send(f"{address}/admit", people.operator, reason="Welcome")
    assert admitted.status_code == 302
    page = look(address, people.operator)[1]
    assert "In the pool" in page
    assert "Welcome" in page


def test_an_officer_may_ask_for_the_own_region_only(look, send, people):
    page = look("/pool/memberships/ask", people.officer)[1]
    assert re.findall(r'<option[^>]*value="(\d{6})"', page) == ["310118"]
    assert send("/pool/memberships/ask", people.officer, region="320507", side="demand").status_code == 200


def test_leaving_with_open_holds_is_refused_on_the_page_and_names_them(look, send, client, people):
    body = slot(people.instrument(), days=3) | {"voucher": people.voucher, "mode": "redeem"}
    ref = people.researcher.post("/bookings", body).json["ref"]
    listed = client.get("/api/v1/memberships").json["items"]
    own = next(item["id"] for item in listed if item["region"] == "310118")
    page = look(f"/pool/memberships/{own}", people.officer)[1]
    first_free = (pool_day(clock.now()) + timedelta(days=4)).isoformat()
    assert "1 hold is open" in page
    assert f'value="{first_free}"' in page
    refused = send(f"/pool/memberships/{own}/leave", people.officer, on=pool_day(clock.now()).isoformat())
    assert refused.status_code == 200
    assert ref in refused.text
    assert send(f"/pool/memberships/{own}/leave", people.officer, on=first_free).status_code == 302


def test_an_officer_proposes_accepts_and_withdraws(look, send, people):
    made = send(
        "/pool/recognitions/propose", people.officer, demand_region="310118", supply_region="330000",
        kinds=["testing", "resource"], from_on=pool_day(clock.now()).isoformat(),
    )  # fmt: skip
    assert made.status_code == 302, made.text
    page = look(made.location, people.officer)[1]
    assert "Without money" in page
    assert "资源开放、检验检测" in look(made.location, people.officer, language="zh-CN")[1]
    assert send(f"{made.location}/accept", people.officer).status_code == 302
    assert "Without money" in look("/pool/recognised")[1]
    assert send(f"{made.location}/withdraw", people.officer, reason="Ended").status_code == 302
    assert "Ended" in look(made.location, people.officer)[1]


def test_a_faulty_proposal_names_every_problem(send, people):
    today = pool_day(clock.now())
    refused = send(
        "/pool/recognitions/propose", people.officer, demand_region="310118", supply_region="310118",
        from_on=today.isoformat(), until_on=(today - timedelta(days=1)).isoformat(),
    )  # fmt: skip
    assert refused.status_code == 200
    for text in ("another region", "at least one kind", "before the first day"):
        assert text in refused.text


def test_a_provider_goes_through_every_step(look, send, people):
    assert 'value="test-provider"' in look("/pool/accreditations/declare", people.operator)[1]
    made = send(
        "/pool/accreditations/declare", people.operator, provider="test-provider", kinds=["resource"],
        from_on=pool_day(clock.now()).isoformat(),
    )  # fmt: skip
    assert made.status_code == 302, made.text
    for step in ("check", "notice"):
        assert send(f"{made.location}/{step}", people.operator, days=7).status_code == 302
    assert "On public notice" in look(made.location, people.operator)[1]
    early = send(f"{made.location}/activate", people.operator)
    assert early.status_code == 200
    assert "Its public notice runs until" in early.text


def test_what_waits_leads_to_the_lists(look, people):
    assert "/pool/memberships" in look("/", people.operator)[1]
    assert "/pool/recognitions" in look("/", people.officer)[1]
