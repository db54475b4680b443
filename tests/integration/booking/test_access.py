"""Who may see and do what: what is not yours is not found."""

import pytest

from tests.support.booking_pool import slot


@pytest.fixture
def ref(pool):
    return pool.researcher.post("/bookings", slot(pool.instrument(confirmation="manual"))).json["ref"]


def test_those_whom_it_concerns_see_it(pool, ref):
    for caller in (pool.researcher, pool.manager, pool.keeper, pool.operator):
        assert caller.get(f"/bookings/{ref}").status_code == 200
        assert [each["ref"] for each in caller.get("/bookings").json["items"]] == [ref]


def test_those_whom_it_does_not_concern_do_not(pool, ref):
    for caller in (pool.colleague, pool.stranger):
        assert caller.get(f"/bookings/{ref}").status_code == 404
        assert caller.get("/bookings").json["items"] == []
        assert caller.post(f"/bookings/{ref}/cancel").status_code == 404


def test_a_customer_does_not_confirm(pool, ref):
    assert pool.researcher.post(f"/bookings/{ref}/confirm").status_code == 403
    assert pool.operator.post(f"/bookings/{ref}/confirm").status_code == 403


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/api/v1/bookings").status_code == 401


def test_a_keeper_does_not_book(pool):
    assert pool.keeper.post("/bookings", slot(pool.instrument())).status_code == 403


def test_actions_are_what_the_caller_may_do(pool, ref):
    assert pool.researcher.get(f"/bookings/{ref}").json["actions"] == ["cancel"]
    assert pool.keeper.get(f"/bookings/{ref}").json["actions"] == ["confirm", "decline", "cancel"]
    assert pool.operator.get(f"/bookings/{ref}").json["actions"] == []


def test_a_list_is_narrowed_and_paged(pool):
    instrument_id = pool.instrument()
    refs = [pool.researcher.post("/bookings", slot(instrument_id, days=day)).json["ref"] for day in (3, 4, 5)]
    first = pool.researcher.get("/bookings", limit=2).json
    assert [each["ref"] for each in first["items"]] == [refs[2], refs[1]]
    rest = pool.researcher.get("/bookings", limit=2, cursor=first["next"]).json
    assert [each["ref"] for each in rest["items"]] == [refs[0]]
    assert rest["next"] is None
    pool.researcher.post(f"/bookings/{refs[0]}/cancel")
    cancelled = pool.researcher.get("/bookings", state="cancelled").json["items"]
    assert [each["ref"] for each in cancelled] == [refs[0]]


def test_an_instrument_of_another_provider_is_not_changed(pool):
    instrument_id = pool.instrument()
    assert pool.researcher.send("PATCH", f"/instruments/{instrument_id}", {"name": "Mine"}).status_code == 403
