"""Reading the pool without a token: counters, catalogue, cards, availability, the earliest free slots."""

from datetime import datetime, timedelta

import pytest

from tests.support.booking_pool import at, slot
from tests.support.demo import ALWAYS_OPEN, everything


def moments(spans):
    return [(datetime.fromisoformat(span["start"]), datetime.fromisoformat(span["end"])) for span in spans]


def test_the_counters_are_those_of_the_pool(demo):
    stats = demo.visitor.get("/stats").json
    assert set(stats) == {"services", "instruments", "providers", "order_amount"}
    listed = everything(lambda query: demo.visitor.get("/instruments", limit=200, **query).json)
    assert stats["instruments"] == len(listed)
    services = everything(lambda query: demo.visitor.get("/services", limit=200, **query).json)
    assert stats["services"] == len(services) == 40
    assert stats["providers"] == len(everything(lambda query: demo.visitor.get("/providers", **query).json))
    assert set(stats["order_amount"]) == {"minor", "currency"}


def test_the_catalogue_is_paged_without_gaps_or_repeats(demo):
    whole = everything(lambda query: demo.visitor.get("/instruments", limit=200, **query).json)
    small = everything(lambda query: demo.visitor.get("/instruments", limit=37, **query).json)
    assert [each["id"] for each in small] == [each["id"] for each in whole]
    assert len({each["id"] for each in whole}) == len(whole) >= 200


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "cursor=rubbish", "max_hourly=-1", "cursor=%FF"]
)
def test_a_wrong_query_is_refused(demo, query):
    answer = demo.visitor.get(f"/instruments?{query}")
    assert answer.status == 422, answer.body
    assert answer.fields == {query.split("=")[0]}


@pytest.mark.parametrize("words", ["电子显微镜", "显微镜", "electron microscope", "ELECTRON MICROSCOPE"])
def test_a_search_in_either_language_finds_microscopes(demo, words):
    found = demo.visitor.get("/instruments", q=words).json["items"]
    assert found
    assert all("显微镜" in each["name"] + each["name_zh"] for each in found)


def test_filters_narrow_the_catalogue(demo):
    one = demo.visitor.get("/instruments", limit=1).json["items"][0]
    for name, value in (
        ("category", one["category"]), ("region", "320000"), ("provider", one["provider"]["code"]),
        ("max_hourly", one["hourly_from"]["minor"]),
    ):  # fmt: skip
        found = everything(
            lambda query, name=name, value=value: (
                demo.visitor.get("/instruments", **{name: value}, **query).json
            )
        )
        assert one["id"] in [each["id"] for each in found], name
        assert len(found) < demo.visitor.get("/stats").json["instruments"], name
    assert demo.visitor.get("/instruments", q="no such thing at all").json == {"items": [], "next": None}


def test_a_card_has_rules_price_and_provider(demo):
    instrument = demo.instrument()
    card = demo.visitor.get(f"/instruments/{instrument}").json
    assert card["id"] == instrument
    assert card["rules"]["confirmation"] == "manual"
    assert card["rate_card"]["terms"]["bands"][0]["minor_per_hour"] == 60000
    assert card["provider"]["name_zh"]
    assert card["opening_hours"] == ALWAYS_OPEN


def test_availability_is_free_and_busy_time_without_names(demo):
    instrument = demo.instrument()
    demo.booking(instrument, start="09:00", end="12:00")
    body = {
        "starts_at": at(3, "15:00").isoformat(),
        "ends_at": at(3, "16:00").isoformat(),
        "reason": "Service",
    }
    assert demo.by("keeper").post(f"/instruments/{instrument}/closures", body).status == 201
    window = {"from": at(3, "00:00").isoformat(), "to": at(4, "00:00").isoformat()}
    answer = demo.visitor.get(f"/instruments/{instrument}/availability", **window)
    assert answer.json["timezone"] == "Asia/Shanghai"
    assert moments(answer.json["free"]) == [
        (at(3, "00:00"), at(3, "09:00")), (at(3, "12:00"), at(3, "15:00")), (at(3, "16:00"), at(4, "00:00")),
    ]  # fmt: skip
    assert moments(answer.json["busy"]) == [
        (at(3, "09:00"), at(3, "12:00")),
        (at(3, "15:00"), at(3, "16:00")),
    ]
    assert [each["kind"] for each in answer.json["busy"]] == ["booking", "closure"]
    assert all(each["start"].endswith("Z") and each["end"].endswith("Z") for each in answer.json["free"])
    assert b"@" not in answer.body
    assert "Grain" not in answer.body.decode()


@pytest.mark.parametrize(
    ("window", "code"),
    [
        ({"from": "2027-03-02T09:00:00"}, "naive_time"),
        ({"from": "2027-03-02T09:00:00Z", "to": "2027-03-02T08:00:00Z"}, "ends_before_start"),
        ({"from": "2027-03-02T09:00:00Z", "to": "2029-03-02T08:00:00Z"}, "window_too_long"),
        ({"from": "yesterday"}, "not_a_time"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused(demo, window, code):
    answer = demo.visitor.get("/instruments/1/availability", **window)
    assert (answer.status, answer.codes) == (422, {code})


def test_the_earliest_free_slots_can_be_booked(demo):
    found = demo.visitor.get("/free-slots", minutes=120, q="显微镜", limit=5).json["items"]
    assert 0 < len(found) <= 5
    starts = [each["start"] for each in found]
    assert starts == sorted(starts)
    for each in found:
        start, end = moments([each])[0]
        assert end - start == timedelta(minutes=120)
        wish = {"instrument_id": each["instrument_id"], "starts_at": each["start"], "ends_at": each["end"]}
        quote = demo.by("researcher").post("/quotes", wish)
        assert quote.status == 201, quote.body
        assert quote.json["total"] == each["price"]


def test_free_slots_are_narrowed_by_place_price_and_time(demo):
    window = {"from": at(2, "09:00").isoformat(), "to": at(2, "18:00").isoformat()}
    found = demo.visitor.get("/free-slots", minutes=60, region="330000", max_hourly=50000, **window).json[
        "items"
    ]
    assert found
    for each in found:
        start, end = moments([each])[0]
        assert at(2, "09:00") <= start
        assert end <= at(2, "18:00")
        card = demo.visitor.get(f"/instruments/{each['instrument_id']}").json
        assert card["region_code"].startswith("33")
        assert card["hourly_from"]["minor"] <= 50000
    refused = demo.visitor.get("/free-slots")
    assert (refused.status, refused.codes, refused.fields) == (422, {"missing"}, {"minutes"})


def test_a_taken_slot_is_not_offered_again(demo):
    instrument = demo.instrument(name="Unmistakable cyclotron", confirmation="automatic")
    query = {
        "minutes": 60,
        "q": "Unmistakable cyclotron",
        "from": at(5, "09:00").isoformat(),
        "to": at(5, "11:00").isoformat(),
    }
    first = demo.visitor.get("/free-slots", **query).json["items"]
    assert [each["instrument_id"] for each in first][:1] == [instrument] or len(first) > 1
    mine = next(each for each in first if each["instrument_id"] == instrument)
    assert datetime.fromisoformat(mine["start"]) == at(5, "09:00")
    assert (
        demo.by("researcher")
        .post("/bookings", slot(instrument, 5, "09:00", "10:00") | {"purpose": "x"})
        .status
        == 201
    )
    second = demo.visitor.get("/free-slots", **query).json["items"]
    mine = next(each for each in second if each["instrument_id"] == instrument)
    assert datetime.fromisoformat(mine["start"]) == at(5, "10:00")
