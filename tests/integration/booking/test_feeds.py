"""Bookings as calendar feeds show them."""

import re

from tests.support.booking_pool import slot


def subscribe(caller, **feed):
    answer = caller.post("/feeds", {"kind": "mine", "detail": "full"} | feed)
    assert answer.status_code == 201, answer.json
    path = re.sub(r"^[a-z]+://[^/]+", "", answer.json["url"])
    return lambda: re.sub(r"\r\n ", "", caller.client.get(path).get_data(as_text=True))


def test_a_booking_keeps_its_uid_and_raises_its_sequence(pool):
    feed = subscribe(pool.researcher)
    ref = pool.researcher.post("/bookings", slot(pool.instrument(confirmation="manual"))).json["ref"]
    seen = []
    for act in (None, "confirm", "cancel"):
        if act:
            pool.keeper.post(f"/bookings/{ref}/{act}", {"reason": "Flood"})
        text = feed()
        assert f"UID:{ref}@127.0.0.1" in text
        seen.append((re.search(r"SEQUENCE:(\d+)", text).group(1), re.search(r"STATUS:(\w+)", text).group(1)))
    assert seen == [("0", "TENTATIVE"), ("1", "CONFIRMED"), ("2", "CANCELLED")]


def test_a_keeper_sees_whose_booking_it_is_and_the_public_does_not(pool, client):
    instrument_id = pool.instrument(name="Diffractometer")
    pool.researcher.post("/bookings", slot(instrument_id) | {"purpose": "Secret alloy"})
    keepers = subscribe(pool.keeper, kind="instrument", instrument_id=instrument_id)()
    assert "Secret alloy" in keepers
    public = client.get(f"/calendar/instruments/{instrument_id}/busy.ics").get_data(as_text=True)
    assert "BEGIN:VFREEBUSY" in public or "BEGIN:VEVENT" in public
    assert "Secret alloy" not in public


def test_an_enterprise_feed_shows_all_its_people_book(pool):
    pool.colleague.post("/bookings", slot(pool.instrument()) | {"purpose": "Fatigue"})
    assert "Fatigue" in subscribe(pool.manager, kind="enterprise")()
    assert "Fatigue" not in subscribe(pool.researcher)()


def test_an_instrument_that_moves_raises_the_sequence_of_what_is_booked(pool):
    feed, instrument_id = subscribe(pool.researcher), pool.instrument(location="Room 1")
    pool.researcher.post("/bookings", slot(instrument_id))
    seen = []
    for change in ({}, {"location": "Room 2"}, {"maker": "Zeiss"}):
        pool.keeper.send("PATCH", f"/instruments/{instrument_id}", change)
        text = feed()
        seen.append((re.search(r"SEQUENCE:(\d+)", text).group(1), re.search(r"Room \d", text).group()))
    assert seen == [("0", "Room 1"), ("1", "Room 2"), ("1", "Room 2")]
