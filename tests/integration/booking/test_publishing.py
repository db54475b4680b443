"""A keeper's publishing over the API, and the catalogue that comes of it."""

from tests.support.booking_pool import HOURS, RATE_CARD, at, codes, slot


def test_an_instrument_is_published_with_hours_and_price_in_one_body(pool, client):
    instrument_id = pool.instrument()
    card = client.get(f"/api/v1/instruments/{instrument_id}").json
    assert card["state"] == "published"
    assert card["timezone"] == "Asia/Shanghai"
    assert card["opening_hours"] == HOURS
    assert card["rate_card"]["terms"]["bands"] == RATE_CARD["bands"]
    assert card["hourly_from"] == {"minor": 600_00, "currency": "CNY"}
    assert card["provider"]["code"] == "test-provider"
    assert [each["id"] for each in client.get("/api/v1/instruments").json["items"]] == [instrument_id]


def test_publishing_without_hours_and_price_names_both(pool):
    refused = pool.keeper.post("/instruments", {"name": "Bare", "publish": True})
    assert (refused.status_code, codes(refused)) == (422, {"no_hours", "no_price"})
    assert pool.keeper.get("/instruments", state="draft").json["items"] == []


def test_drafts_are_listed_for_their_keepers_only(pool, client):
    draft = pool.instrument(publish=False)
    assert [each["id"] for each in pool.keeper.get("/instruments", state="draft").json["items"]] == [draft]
    assert client.get("/api/v1/instruments?state=draft").status_code == 401
    assert pool.researcher.get("/instruments", state="draft").status_code == 403


def test_mistakes_in_hours_and_prices_are_told(pool):
    weekly = [{"weekday": 8, "from": "09:00", "to": "08:00"}]
    hours = pool.keeper.post("/instruments", {"name": "X", "opening_hours": {"weekly": weekly}})
    assert codes(hours) == {"invalid_period"}
    price = pool.keeper.post("/instruments", {"name": "X", "rate_card": {"bands": []}})
    assert {problem["field"] for problem in price.json["problems"]} == {
        "rate_card.effective_from", "rate_card.bands",
    }  # fmt: skip


def test_a_change_leaves_the_rest_as_it_was(pool):
    instrument_id = pool.instrument(maker="Zeiss")
    changed = pool.keeper.send(
        "PATCH",
        f"/instruments/{instrument_id}",
        {"name": "Better microscope", "confirmation": "manual", "rules": {"min_minutes": 90}},
    )
    assert changed.status_code == 200
    assert (changed.json["name"], changed.json["maker"]) == ("Better microscope", "Zeiss")
    assert (changed.json["rules"]["confirmation"], changed.json["rules"]["min_minutes"]) == ("manual", 90)


def test_new_hours_hold_for_new_bookings(pool):
    instrument_id = pool.instrument()
    place = f"/instruments/{instrument_id}/opening-hours"
    weekly = [{"weekday": day, "from": "13:00", "to": "24:00"} for day in range(1, 8)]
    answer = pool.keeper.send("PUT", place, {"timezone": "Asia/Shanghai", "weekly": weekly})
    assert answer.json["weekly"][0] == weekly[0]
    assert codes(pool.researcher.post("/bookings", slot(instrument_id))) == {"outside_opening_hours"}


def test_an_import_reports_bad_rows_and_loads_the_good(pool):
    rows = "source_id,name\n1,Good\n,No id\n1,Twice\n"
    keeper = pool.keeper
    imported = keeper.client.post(
        "/api/v1/instruments/import", data=rows.encode(), content_type="text/csv", headers=keeper.headers
    ).json
    assert imported["report"] == "added 1, updated 0, unchanged 0, refused 2"
    assert [row["line"] for row in imported["refused_rows"]] == [3, 4]


def test_a_window_is_reversed_or_too_long(pool, client):
    place = f"/api/v1/instruments/{pool.instrument()}/availability"
    reversed_ = client.get(
        place, query_string={"from": at(3, "09:00").isoformat(), "to": at(2, "09:00").isoformat()}
    )
    assert reversed_.json["code"] == "ends_before_start"
    long = client.get(
        place, query_string={"from": at(0, "09:00").isoformat(), "to": at(90, "09:00").isoformat()}
    )
    assert long.json["code"] == "window_too_long"
    naive = client.get(place, query_string={"from": "2026-03-02T09:00:00"})
    assert (naive.json["code"], naive.json["problems"][0]["field"]) == ("invalid", "from")


def test_busy_time_is_public_without_names(pool, client):
    instrument_id = pool.instrument()
    pool.researcher.post("/bookings", slot(instrument_id))
    found = client.get(f"/api/v1/instruments/{instrument_id}/availability").json
    assert [busy["kind"] for busy in found["busy"]] == ["booking"]
    assert set(found["busy"][0]) == {"start", "end", "kind"}


def test_the_earliest_free_slots_of_the_pool_come_with_their_price(pool, client):
    free_id = pool.instrument(name="Free")
    taken_id = pool.instrument(name="Taken")
    pool.researcher.post("/bookings", slot(taken_id, start="08:00", end="20:00"))
    window = {"from": at(3, "00:00").isoformat(), "to": at(5, "00:00").isoformat(), "minutes": 120}
    found = client.get("/api/v1/free-slots", query_string=window).json["items"]
    assert [each["instrument_id"] for each in found] == [free_id, taken_id]
    # Two hours at ¥600 and the set-up.
    assert found[0]["price"]["minor"] == 130_000
    cheap = client.get("/api/v1/free-slots", query_string=window | {"max_hourly": 1})
    assert cheap.json["items"] == []


def test_all_mistakes_of_a_new_instrument_are_told_at_once(pool):
    wrong = {"name": " \u3000", "zone": "Asia/Atlantis", "lanes": 999, "rules": {"min_minutes": 0}}
    answer = pool.keeper.post("/instruments", wrong | {"opening_hours": {"weekly": []}})
    told = {(problem["code"], problem["field"]) for problem in answer.json["problems"]}
    assert answer.status_code == 422
    assert told == {
        ("invalid", "name"), ("invalid", "min_minutes"),
        ("unknown_timezone", "zone"), ("invalid_lane_count", "lane_count"),
    }  # fmt: skip


def test_a_clock_does_not_change_under_what_is_booked(pool):
    instrument_id = pool.instrument()
    place = f"/instruments/{instrument_id}/opening-hours"
    ref = pool.researcher.post("/bookings", slot(instrument_id)).json["ref"]
    refused = pool.keeper.send("PUT", place, HOURS | {"timezone": "America/New_York"})
    assert (refused.status_code, refused.json["code"]) == (409, "zone_in_use")
    assert pool.keeper.get(f"/instruments/{instrument_id}").json["opening_hours"] == HOURS
    assert pool.keeper.send("PUT", place, HOURS | {"weekly": []}).status_code == 200
    pool.researcher.post(f"/bookings/{ref}/cancel")
    assert pool.keeper.send("PUT", place, HOURS | {"timezone": "America/New_York"}).status_code == 200


def test_a_long_notice_is_shown_in_days_and_a_day_in_hours(pool, client):
    ladder = [(168, 0), (24, 30), (0, 50)]
    cancellation = [{"notice_hours": hours, "percent": percent} for hours, percent in ladder]
    instrument_id = pool.instrument(rate_card=RATE_CARD | {"cancellation": cancellation})
    page = client.get(f"/instruments/{instrument_id}?lang=en").text
    assert "Cancelling at least 7 days before is free." in page
    assert "Cancelling at least 24 h before costs 30 %." in page
