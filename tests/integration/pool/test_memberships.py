"""A district asks to join, is admitted, suspended, and leaves; operator and district each do their part."""

from datetime import timedelta

import pytest

from app.infra import clock
from app.infra.events import history
from app.pool.domain.days import pool_day
from tests.support.booking_pool import POOL, codes, slot
from tests.support.templates import furnished_for

template = furnished_for("people", POOL)


@pytest.fixture
def people(client, contents):
    found = contents.calling(client)
    found.recognise()
    return found


def today():
    return pool_day(clock.now())


def membership_of(client, region):
    listed = client.get("/api/v1/memberships").json["items"]
    return next(item for item in listed if item["region"] == region)


def test_xiangcheng_asks_is_admitted_suspended_and_admitted_again(client, people, app):
    asked = people.operator.post("/memberships", {"side": "demand", "region": "320507"})
    assert (asked.status_code, asked.json["state"]) == (201, "asked")
    address = f"/memberships/{asked.json['id']}"
    steps = [("admit", "admitted"), ("suspend", "suspended"), ("admit", "admitted")]
    for action, state in steps:
        answer = people.operator.post(f"{address}/{action}", {"reason": "Decided"})
        assert (answer.status_code, answer.json["state"]) == (200, state)
    with app.app_context():
        events = history("pool_membership", str(asked.json["id"]))
    assert [(event.action, event.actor.role) for event in events] == [
        ("ask", "operator"),
        ("admit", "operator"),
        ("suspend", "operator"),
        ("admit", "operator"),
    ]
    assert [event.reason for event in events] == [None, "Decided", "Decided", "Decided"]


def test_an_officer_asks_for_the_own_region_only_and_only_the_operator_admits(client, people):
    asked = people.officer.post("/memberships", {"side": "supply", "region": "320507"})
    assert asked.json["region"] == "310118"
    for action in ("admit", "suspend"):
        assert people.officer.post(f"/memberships/{asked.json['id']}/{action}").status_code == 403
    assert people.researcher.post("/memberships", {"side": "demand"}).status_code == 403


def test_a_region_asks_once(people):
    assert people.officer.post("/memberships", {"side": "demand"}).json["code"] == "already_asked"


@pytest.mark.parametrize("action", ["suspend", "leave"])
def test_nothing_is_decided_backwards(client, people, action):
    own = membership_of(client, "310118")
    yesterday = (today() - timedelta(days=1)).isoformat()
    answer = people.operator.post(f"/memberships/{own['id']}/{action}", {"on": yesterday})
    assert answer.status_code == 422
    assert codes(answer) == {"retroactive"}


@pytest.fixture
def held(people):
    """A booking in three days that a voucher pays; its reference."""
    body = slot(people.instrument(), days=3) | {"voucher": people.voucher, "mode": "redeem"}
    booked = people.researcher.post("/bookings", body)
    assert booked.status_code == 201, booked.json
    return booked.json["ref"]


@pytest.mark.parametrize(("region", "caller"), [("310118", "officer"), ("320000", "operator")])
def test_a_region_with_open_holds_is_refused_and_they_are_named(client, people, held, region, caller):
    address = f"/memberships/{membership_of(client, region)['id']}/leave"
    refused = getattr(people, caller).post(address)
    assert refused.status_code == 422
    [problem] = refused.json["problems"]
    assert problem["code"] == "open_holds"
    assert held in problem["message"]
    assert people.voucher in problem["message"]
    on_the_day = {"on": (today() + timedelta(days=3)).isoformat()}
    assert codes(getattr(people, caller).post(address, on_the_day)) == {"open_holds"}
    assert membership_of(client, region)["state"] == "admitted"


def test_a_district_may_leave_after_its_last_hold(client, people, held):
    own = membership_of(client, "310118")
    after = (today() + timedelta(days=4)).isoformat()
    left = people.officer.post(f"/memberships/{own['id']}/leave", {"on": after, "reason": "Reorganised"})
    assert (left.status_code, left.json["state"], left.json["ended_on"]) == (200, "left", after)


def test_holds_of_others_bind_nobody(client, people, held):
    other = membership_of(client, "330421")
    assert people.operator.post(f"/memberships/{other['id']}/leave").json["state"] == "left"


def test_another_regions_officer_can_not_end_a_membership(client, people):
    other = membership_of(client, "330421")
    assert people.officer.post(f"/memberships/{other['id']}/leave").status_code == 403


def test_a_district_that_left_holds_no_more_money_and_what_was_held_stands(client, people, held):
    own = membership_of(client, "310118")
    after = today() + timedelta(days=4)
    people.officer.post(f"/memberships/{own['id']}/leave", {"on": after.isoformat()})
    body = slot(people.instrument(), days=5) | {"voucher": people.voucher, "mode": "redeem"}
    refused = people.researcher.post("/bookings", body)
    assert codes(refused) == {"district_not_admitted"}
    assert people.researcher.get(f"/bookings/{held}").json["voucher_share"]["minor"] > 0


def test_a_recognition_without_money_names_its_reason(people):
    recognised = people.officer.post(
        "/recognitions",
        {"supply_region": "320505", "kinds": ["resource"], "modes": [], "accept": True},
    )
    assert (recognised.status_code, recognised.json["modes"]) == (201, [])
    body = slot(people.instrument()) | {"voucher": people.voucher, "mode": "redeem"}
    refused = people.researcher.post("/bookings", body)
    assert refused.status_code == 422
    assert codes(refused) == {"recognised_without_money"}
    assert recognised.json["id"] in refused.json["detail"]
