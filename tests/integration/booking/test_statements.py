"""How many statements the busiest answers cost: fixed, and few."""

from functools import partial

import pytest

from tests.support.booking_pool import slot
from tests.support.statements import counted

A_BOOKING = 12
A_BOOKING_WITH_VOUCHER = 20
AN_AVAILABILITY = 3


@pytest.fixture
def counting(app):
    return partial(counted, app)


@pytest.fixture
def instrument_id(pool):
    # The first request notes the tokens' use, the warm-up that a statement count leaves out.
    pool.recognise()
    pool.researcher.get("/bookings")
    return pool.instrument()


def test_a_booking_is_cheap(pool, instrument_id, counting):
    with counting() as statements:
        assert pool.researcher.post("/bookings", slot(instrument_id)).status_code == 201
    assert len(statements) <= A_BOOKING, "\n".join(statements)


def test_a_booking_with_a_voucher_is_cheap(pool, instrument_id, counting):
    body = slot(instrument_id) | {"voucher": pool.voucher, "mode": "redeem"}
    with counting() as statements:
        assert pool.researcher.post("/bookings", body).status_code == 201
    assert len(statements) <= A_BOOKING_WITH_VOUCHER, "\n".join(statements)


def test_an_availability_is_cheap_whatever_is_booked(pool, instrument_id, counting, client):
    for day in (1, 2, 3, 4):
        pool.researcher.post("/bookings", slot(instrument_id, day))
    with counting() as statements:
        found = client.get(f"/api/v1/instruments/{instrument_id}/availability")
    assert len(found.json["busy"]) == 4
    assert len(statements) <= AN_AVAILABILITY, "\n".join(statements)


def test_a_list_of_bookings_costs_the_same_for_many(pool, instrument_id, counting):
    with counting() as of_none:
        pool.researcher.get("/bookings")
    for day in (1, 2, 3, 4):
        pool.researcher.post("/bookings", slot(instrument_id, day))
    with counting() as of_four:
        assert len(pool.researcher.get("/bookings").json["items"]) == 4
    assert len(of_four) == len(of_none)
