"""A calendar from elsewhere blocks an instrument, and whatever becomes of it frees nothing by accident."""

from datetime import timedelta

import pytest

from tests.support.booking_pool import codes
from tests.support.outside_calendars import Lab, event, lab

MORNING, EVENING = event(3, "09:00", "12:00"), event(4, "18:00", "20:00")
BLOCKED = [("3 09:00", "3 12:00"), ("4 18:00", "4 20:00")]


@pytest.fixture
def outside(app, pool):
    with lab(app, pool) as opened:
        yield opened


@pytest.fixture
def connected(outside) -> Lab:
    outside.says(MORNING, EVENING, ETag='"1"')
    outside.connect()
    return outside


def test_a_connected_calendar_blocks_the_instrument_and_its_address_is_never_shown(connected):
    card = connected.card
    assert (card["state"], card["spans"], card["events"]) == ("fresh", 2, 2)
    assert card["source"] == "127.0.0.1/….ics"
    assert connected.blocked == BLOCKED
    refused = connected.book()
    assert (refused.status_code, codes(refused)) == (409, {"slot_taken"})
    assert connected.book(start="13:00", end="15:00").status_code == 201


def test_a_change_is_read_in_turn_and_only_what_differs_moves(connected):
    connected.says(MORNING, event(4, "18:00", "19:00", uid="4-18:00@lab.example"), ETag='"2"')
    assert connected.later(timedelta(minutes=5)).done == 0
    assert connected.later().done == 1
    assert connected.blocked == [BLOCKED[0], ("4 18:00", "4 19:00")]
