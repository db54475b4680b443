"""Quotes: the price with and without a voucher, a held slot, and a booking as it was quoted."""

from datetime import datetime, timedelta

import pytest

from app.infra import clock
from tests.support.booking_pool import at, slot

NO_MONEY = {"minor": 0, "currency": "CNY"}


def test_a_quote_says_the_price_line_by_line_and_until_when_it_holds(demo):
    quote = demo.by("researcher").post("/quotes", slot(demo.instrument())).json
    assert set(quote) >= {
        "id", "lines", "total", "voucher_share", "own_share", "net_cost", "rate_card", "recognition",
        "valid_until", "problems",
    }  # fmt: skip
    assert quote["total"] == quote["own_share"] == quote["net_cost"] == {"minor": 180_000, "currency": "CNY"}
    assert quote["voucher_share"] == NO_MONEY
    assert sum(line["amount"]["minor"] for line in quote["lines"]) == 180_000
    left = datetime.fromisoformat(quote["valid_until"]) - clock.now()
    assert timedelta(minutes=1) < left < timedelta(hours=1)


def test_every_price_rule_has_its_line(demo):
    bands = [
        {"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "10:00", "minor_per_hour": 30_000},
        {"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "10:00", "to": "24:00", "minor_per_hour": 60_000},
    ]
    card = {"effective_from": "2026-01-01", "bands": bands, "set_up_minor": 5_000, "minimum_minutes": 60}
    quote = demo.by("researcher").post("/quotes", slot(demo.instrument(rate_card=card))).json
    assert [line["amount"]["minor"] for line in quote["lines"]] == [30_000, 120_000, 5_000]
    assert quote["total"]["minor"] == 155_000


def test_an_unheld_quote_leaves_the_slot_to_others(demo):
    wish = slot(demo.instrument())
    quote = demo.by("researcher").post("/quotes", wish).json["id"]
    assert demo.by("stranger").post("/bookings", wish | {"purpose": "First"}).status == 201
    late = demo.by("researcher").post("/bookings", {"quote_id": quote, "purpose": "Second"})
    assert (late.status, late.code) == (409, "slot_taken")


def test_a_held_quote_keeps_the_slot_and_can_be_booked_once(demo):
    wish = slot(demo.instrument())
    quote = demo.by("researcher").post("/quotes", wish | {"hold": True}).json["id"]
    rival = demo.by("stranger").post("/bookings", wish | {"purpose": "Rival"})
    assert (rival.status, rival.code) == (409, "slot_taken")
    window = {"from": at(3, "09:00").isoformat(), "to": at(3, "12:00").isoformat()}
    shown = demo.visitor.get(f"/instruments/{wish['instrument_id']}/availability", **window).json
    assert shown["free"] == []
    assert [each["kind"] for each in shown["busy"]] == ["quote"]

    booked = demo.by("researcher").post("/bookings", {"quote_id": quote, "purpose": "Mine"})
    assert booked.status == 201, booked.body
    again = demo.by("researcher").post("/bookings", {"quote_id": quote, "purpose": "Mine"})
    assert (again.status, again.code) == (409, "quote_used")


def test_a_quote_is_a_promise_whatever_the_price_list_says_later(demo):
    instrument = demo.instrument()
    quote = demo.by("researcher").post("/quotes", slot(instrument)).json
    dearer = {
        "effective_from": "2026-01-01",
        "bands": [
            {"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 99_000}
        ],
    }
    card = demo.by("keeper").post(f"/instruments/{instrument}/rate-cards", dearer)
    assert (card.status, card.json["version"]) == (201, 2)
    booked = demo.by("researcher").post("/bookings", {"quote_id": quote["id"], "purpose": "Promised"}).json
    assert booked["total"] == quote["total"]
    new = demo.by("researcher").post("/quotes", slot(instrument, days=4)).json
    assert new["total"]["minor"] == 297_000
    assert new["rate_card"] != quote["rate_card"]


def test_a_voucher_that_may_not_pay_says_why_in_the_quote(demo):
    wish = slot(demo.instrument()) | {"voucher": demo.voucher(), "mode": "reimburse"}
    theirs = demo.by("stranger").post("/quotes", wish)
    assert theirs.status == 201, theirs.body
    assert [problem["code"] for problem in theirs.json["problems"]] == ["voucher_not_yours"]
    assert theirs.json["voucher_share"] == NO_MONEY
    booking = demo.by("stranger").post("/bookings", wish | {"purpose": "x"})
    assert booking.status in (404, 422)
    assert booking.codes == {"voucher_not_yours"}


def test_a_voucher_needs_its_mode(demo):
    researcher = demo.by("researcher")
    for item in researcher.get("/vouchers").json["items"]:
        if len(item["modes"]) == 1 and item["state"] == "active":
            [other] = {"reimburse", "redeem"} - set(item["modes"])
            wish = slot(demo.instrument()) | {"voucher": item["number"], "mode": other}
            quote = researcher.post("/quotes", wish)
            assert [problem["code"] for problem in quote.json["problems"]] == ["mode_not_allowed"]
            assert researcher.post("/bookings", wish | {"purpose": "x"}).codes == {"mode_not_allowed"}
            return
    pytest.fail("the demo has no voucher of one mode")


def test_a_quote_that_is_over_is_refused(fresh_demo):
    wish = slot(fresh_demo.instrument())
    quote = fresh_demo.by("researcher").post("/quotes", wish | {"hold": True}).json
    later = datetime.fromisoformat(quote["valid_until"]) + timedelta(minutes=1)
    done = fresh_demo.command("jobs", "run-all", "--now", later.isoformat())
    assert done.exit_code == 0, done.output
    late = fresh_demo.by("researcher").post("/bookings", {"quote_id": quote["id"], "purpose": "x"})
    assert (late.status, late.code) == (409, "quote_expired")
    assert fresh_demo.by("stranger").post("/bookings", wish | {"purpose": "Freed"}).status == 201
