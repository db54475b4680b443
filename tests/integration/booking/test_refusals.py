"""What may not be booked: each rule has its code, all failed ones come at once, nothing is half-written."""

from datetime import UTC

import pytest
from sqlalchemy import text

from app.infra.db import db
from tests.support.booking_pool import at, codes, slot

DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def nothing_written(app):
    with app.app_context():
        tables = ("booking", "quote", "allocation", "hold", "outbox_message")
        return not any(db.session.scalar(text(f"SELECT COUNT(*) FROM {table}")) for table in tables)


def test_all_failed_rules_come_at_once_each_with_a_fix(app, pool):
    instrument_id = pool.instrument(rules={"min_minutes": 120, "step_minutes": 30, "lead_minutes": 60})
    refused = pool.researcher.post("/bookings", slot(instrument_id, days=-1, start="07:10", end="08:00"))
    assert refused.status_code == 422
    assert refused.json["code"] == "invalid"
    assert codes(refused) == {
        "in_the_past", "too_soon", "shorter_than_minimum", "off_the_grid", "outside_opening_hours",
    }  # fmt: skip
    assert all(problem["fix"] for problem in refused.json["problems"])
    assert nothing_written(app)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"start": "06:00", "end": "09:00"}, "outside_opening_hours"),
        ({"start": "09:00", "end": "09:30"}, "shorter_than_minimum"),
        ({"days": 500}, "too_far"),
    ],
)
def test_a_single_failed_rule_is_the_refusals_code(pool, asked, code):
    refused = pool.researcher.post("/quotes", slot(pool.instrument(), **asked))
    assert (refused.status_code, refused.json["code"]) == (422, code)


def test_a_naive_time_is_invalid_and_named(pool):
    body = slot(pool.instrument()) | {"starts_at": "2026-12-01T09:00:00"}
    refused = pool.researcher.post("/bookings", body)
    assert (refused.status_code, refused.json["code"]) == (422, "invalid")
    assert [problem["field"] for problem in refused.json["problems"]] == ["starts_at"]


def test_an_end_before_the_start_is_told_on_the_end(pool):
    refused = pool.researcher.post("/bookings", slot(pool.instrument(), start="12:00", end="09:00"))
    assert (refused.status_code, refused.json["code"]) == (422, "ends_before_start")
    assert refused.json["problems"][0]["field"] == "ends_at"


def test_a_body_without_a_slot_names_every_missing_field(pool):
    refused = pool.researcher.post("/bookings", {"purpose": "?"})
    assert {problem["field"] for problem in refused.json["problems"]} == {
        "instrument_id", "starts_at", "ends_at",
    }  # fmt: skip


def test_unknown_and_unpublished_instruments_are_not_found(pool):
    draft = pool.instrument(publish=False)
    for instrument_id in (999_999, draft):
        assert pool.researcher.post("/bookings", slot(instrument_id)).status_code == 404
        assert pool.researcher.get(f"/instruments/{instrument_id}").status_code == 404
    assert pool.keeper.get(f"/instruments/{draft}").json["state"] == "draft"


def test_a_taken_slot_is_a_conflict_with_the_nearest_free_time(pool):
    instrument_id = pool.instrument()
    assert pool.researcher.post("/bookings", slot(instrument_id)).status_code == 201
    refused = pool.colleague.post("/bookings", slot(instrument_id, start="11:00", end="13:00"))
    assert (refused.status_code, refused.json["code"]) == (409, "slot_taken")
    assert refused.json["problems"][0]["fix"]


def test_a_taken_slot_that_breaks_rules_too_is_invalid(pool):
    instrument_id = pool.instrument()
    pool.researcher.post("/bookings", slot(instrument_id))
    refused = pool.colleague.post("/bookings", slot(instrument_id, start="11:00", end="11:20"))
    assert refused.status_code == 422
    assert codes(refused) == {"slot_taken", "shorter_than_minimum"}


def test_a_closed_time_is_refused_and_standing_bookings_are_named(pool):
    instrument_id = pool.instrument()
    ref = pool.researcher.post("/bookings", slot(instrument_id)).json["ref"]
    closed = pool.keeper.post(
        f"/instruments/{instrument_id}/closures",
        {"starts_at": at(3, "08:00").isoformat(), "ends_at": at(3, "20:00").isoformat(), "reason": "Service"},
    )
    assert closed.status_code == 201
    assert [conflict["ref"] for conflict in closed.json["conflicts"]] == [ref]
    assert pool.researcher.get(f"/bookings/{ref}").json["state"] == "confirmed"
    refused = pool.researcher.post("/bookings", slot(instrument_id, start="14:00", end="16:00"))
    assert codes(refused) == {"closed"}


def test_an_hour_without_a_price_is_refused(pool):
    bands = [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "08:00", "to": "10:00", "minor_per_hour": 1}]
    instrument_id = pool.instrument(rate_card={"effective_from": "2026-01-01", "bands": bands})
    assert codes(pool.researcher.post("/quotes", slot(instrument_id))) == {"no_price"}


def test_buffers_keep_the_neighbours_away(pool):
    instrument_id = pool.instrument(rules={"clean_up_buffer_minutes": 30})
    pool.researcher.post("/bookings", slot(instrument_id))
    near = slot(instrument_id, start="12:15", end="14:00")
    assert pool.colleague.post("/bookings", near).json["code"] == "slot_taken"
    assert (
        pool.colleague.post("/bookings", slot(instrument_id, start="12:30", end="14:00")).status_code == 201
    )


@pytest.mark.parametrize(("language", "names"), [("en", DAYS_EN), ("zh-CN", DAYS_ZH)])
def test_a_refusal_of_the_price_names_the_weekday(pool, language, names):
    bands = [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "08:00", "to": "10:00", "minor_per_hour": 1}]
    instrument_id = pool.instrument(rate_card={"effective_from": "2026-01-01", "bands": bands})
    refused = pool.researcher.post(f"/quotes?lang={language}", slot(instrument_id))
    (problem,) = refused.json["problems"]
    assert names[at(3, "10:00").weekday()] in problem["message"]
    assert problem["values"]["at"] == at(3, "10:00").astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    ("language", "names"), [("en", ("Qingpu", "Huqiu")), ("zh-CN", ("青浦区", "虎丘区"))]
)
def test_a_refusal_for_want_of_recognition_names_the_regions(pool, language, names):
    wish = slot(pool.instrument()) | {"voucher": pool.voucher, "mode": "redeem"}
    refused = pool.researcher.post(f"/bookings?lang={language}", wish)
    (problem,) = (each for each in refused.json["problems"] if each["code"] == "not_recognised")
    assert all(name in problem["message"] for name in names)
    assert (problem["values"]["demand"], problem["values"]["supply"]) == ("310118", "320505")


def test_a_long_notice_is_told_in_days(pool):
    instrument_id = pool.instrument(rules={"lead_minutes": 168 * 60})
    refused = pool.researcher.post("/bookings?lang=en", slot(instrument_id))
    (problem,) = refused.json["problems"]
    assert "7 days ahead" in problem["message"]
    assert problem["values"]["minutes"] == 168 * 60


@pytest.mark.parametrize("path", ["/bookings", "/quotes"])
def test_a_refused_slot_tells_what_is_wrong_with_the_voucher_too(pool, path):
    wish = slot(pool.instrument(), start="06:00", end="06:30") | {"mode": "redeem"}
    time = {"outside_opening_hours", "shorter_than_minimum"}
    other = pool.researcher.post(path, wish | {"voucher": "YRD-0000-000000-XXXXX"})
    assert (other.status_code, codes(other)) == (422, time | {"voucher_not_yours"})
    own = pool.researcher.post(path, wish | {"voucher": pool.voucher})
    assert codes(own) == time | {"not_accredited", "not_recognised"}
    assert codes(pool.researcher.post(path, wish)) == time
