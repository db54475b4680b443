"""Bad input: each kind has its own code, all failed rules are told at once, and nothing is half written."""

from datetime import timedelta

import pytest

from app.infra import clock
from tests.support.booking_pool import at, slot
from tests.support.demo import SIX_HUNDRED
from tests.support.tables import table_dump

WEEKDAYS_9_TO_5 = {
    "timezone": "Asia/Shanghai",
    "weekly": [{"weekday": day, "from": "09:00", "to": "17:00"} for day in range(1, 8)],
}
NAMES_NO_ROW = 987_654


def asked(demo, body, path="/bookings", who="researcher"):
    return demo.by(who).post(path, {"purpose": "x"} | body)


@pytest.fixture
def unchanged(demo):
    """Check that the test left every table as it was, but for when a token was last used."""

    def dump():
        tables = table_dump(demo.database_url)
        del tables["api_token"]
        return tables

    demo.by("researcher"), demo.by("keeper"), demo.by("stranger"), demo.by("officer")
    before = dump()
    yield
    after = dump()
    assert [name for name in before if before[name] != after[name]] == []


@pytest.mark.parametrize("path", ["/bookings", "/quotes"])
def test_spans_that_make_no_sense(demo, path):
    instrument = demo.instrument()
    right = slot(instrument)
    for changes, status, codes in (
        ({"starts_at": right["starts_at"][:19]}, 422, {"naive_time"}),
        ({"starts_at": right["starts_at"][:19], "ends_at": right["ends_at"][:19]}, 422, {"naive_time"}),
        ({"ends_at": right["starts_at"]}, 422, {"ends_before_start"}),
        ({"starts_at": right["ends_at"], "ends_at": right["starts_at"]}, 422, {"ends_before_start"}),
        ({"starts_at": (clock.now() - timedelta(days=1)).isoformat()}, 422, {"in_the_past"}),
        ({"ends_at": at(3, "09:30").isoformat()}, 422, {"shorter_than_minimum"}),
        ({"instrument_id": NAMES_NO_ROW}, 404, {"not_found"}),
        ({"instrument_id": -1}, 422, {"too_small"}),
        ({"instrument_id": str(instrument)}, 422, {"not_an_integer"}),
        ({"starts_at": "9999-12-31T23:59:59-12:00"}, 422, None),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, 422, None),
        ({"starts_at": 1800000000}, 422, None),
        (
            {"starts_at": at(900, "09:00").isoformat(), "ends_at": at(900, "11:00").isoformat()},
            422,
            {"too_far"},
        ),
    ):
        answer = asked(demo, right | changes, path)
        assert answer.status == status, (changes, answer.body)
        assert codes is None or answer.codes == codes, (changes, answer.body)
    assert demo.by("researcher").get("/bookings", instrument_id=instrument).json["items"] == []


def test_all_failed_rules_are_told_at_once(demo):
    instrument = demo.instrument(
        opening_hours=WEEKDAYS_9_TO_5,
        confirmation="automatic",
        rules={"step_minutes": 30, "min_minutes": 60, "lead_minutes": 2 * 24 * 60},
    )
    demo.booking(instrument, start="16:00", end="17:00")
    answer = asked(demo, slot(instrument, start="16:40", end="17:10"))
    assert answer.status == 422
    assert answer.codes == {"shorter_than_minimum", "off_the_grid", "outside_opening_hours", "slot_taken"}
    assert all(problem["fix"] for problem in answer.json["problems"])
    soon = asked(demo, slot(instrument, days=1, start="03:00", end="03:20"))
    assert soon.codes >= {"too_soon", "shorter_than_minimum", "off_the_grid", "outside_opening_hours"}


def test_a_draft_is_unknown_to_customers(demo):
    draft = demo.by("keeper").post(
        "/instruments", {"name": "Draft", "class_code": "01", "zone": "Asia/Shanghai"}
    )
    assert (draft.status, draft.json["state"]) == (201, "draft")
    instrument = draft.json["id"]
    assert asked(demo, slot(instrument)).code == "not_found"
    for path in (f"/instruments/{instrument}", f"/instruments/{instrument}/availability"):
        assert demo.visitor.get(path).status == 404
        assert demo.by("researcher").get(path).status == 404
        assert demo.by("keeper").get(path).status == 200


def test_a_taken_or_closed_slot_is_refused(demo):
    instrument = demo.instrument()
    demo.booking(instrument)
    overlapping = asked(demo, slot(instrument, start="11:00", end="13:00"), who="stranger")
    assert (overlapping.status, overlapping.code) == (409, "slot_taken")
    assert overlapping.json["problems"][0]["fix"]
    assert asked(demo, slot(instrument, start="12:00", end="13:00"), who="stranger").status == 201, (
        "touching is free"
    )
    closing = {
        "starts_at": at(4, "09:00").isoformat(),
        "ends_at": at(4, "10:00").isoformat(),
        "reason": "Pump",
    }
    assert demo.by("keeper").post(f"/instruments/{instrument}/closures", closing).status == 201
    assert "closed" in asked(demo, slot(instrument, days=4)).codes


def test_vouchers_of_others_lapsed_or_too_small(demo):
    mine = demo.by("researcher").get("/vouchers", limit=200).json["items"]
    [lapsed, *_] = [each["number"] for each in mine if each["state"] == "lapsed"]
    wish = slot(demo.instrument()) | {"mode": "redeem"}
    # A lapsed voucher has nothing left either, and both is told.
    assert asked(demo, wish | {"voucher": lapsed}).codes == {"voucher_lapsed", "voucher_insufficient"}
    assert asked(demo, wish | {"voucher": demo.voucher()}, who="stranger").codes == {"voucher_not_yours"}
    assert asked(demo, wish | {"voucher": "YRD-0000-000000-XXXXX"}).codes == {"voucher_not_yours"}
    dear = [SIX_HUNDRED["bands"][0] | {"minor_per_hour": 100_000_000}]
    expensive = slot(demo.instrument(rate_card=SIX_HUNDRED | {"bands": dear}))
    poor = asked(demo, expensive | {"mode": "redeem", "voucher": demo.voucher()})
    assert (poor.status, poor.code) == (402, "voucher_insufficient")
    assert (
        demo.by("researcher").get("/bookings", instrument_id=expensive["instrument_id"]).json["items"] == []
    )
    free = demo.by("stranger").post("/bookings", expensive | {"purpose": "The slot was not kept"})
    assert free.status == 201
    assert asked(demo, wish | {"voucher": demo.voucher(), "mode": "free"}).codes == {"not_a_choice"}


def test_a_publication_is_refused_with_all_its_mistakes(demo, unchanged):
    body = {
        "name": "",
        "zone": "Asia/Shanghai",
        "publish": True,
        "rules": {"min_minutes": 90, "max_minutes": 30},
        "opening_hours": {"weekly": [{"weekday": 9, "from": "a", "to": "b"}]},
        "rate_card": {
            "bands": [{"weekdays": [0], "from": "25:00", "to": "x", "minor_per_hour": -1}],
            "no_show_percent": 500,
        },
    }
    answer = demo.by("keeper").post("/instruments", body)
    assert answer.status == 422
    for field in (
        "name",
        "opening_hours.weekly",
        "rate_card.effective_from",
        "rate_card.bands",
        "rate_card.no_show_percent",
    ):
        assert any(str(each).startswith(field) for each in answer.fields), (field, answer.fields)


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ({"publish": True}, {"no_hours", "no_price"}),
        ({"zone": "Asia/Atlantis"}, {"unknown_timezone"}),
        ({"opening_hours": {"weekly": [{"weekday": 1, "from": "09:00", "to": "08:00"}]}}, {"invalid_period"}),
        ({"rate_card": SIX_HUNDRED | {"bands": SIX_HUNDRED["bands"] * 2}}, {"bands_overlap"}),
    ],
)
def test_an_instrument_that_is_not_right_is_not_made(demo, unchanged, body, codes):
    answer = demo.by("keeper").post(
        "/instruments", {"name": "Wrong", "class_code": "01", "zone": "Asia/Shanghai"} | body
    )
    assert answer.status == 422, answer.body
    assert answer.codes == codes


def test_only_its_keepers_publish_for_an_instrument(demo):
    foreign = next(
        each["id"]
        for each in demo.visitor.get("/instruments", limit=200).json["items"]
        if each["provider"]["id"] != 1
    )
    keeper = demo.by("keeper")
    hour = {"starts_at": at(3, "09:00").isoformat(), "ends_at": at(3, "10:00").isoformat()}
    for method, path, body in (
        ("PATCH", "", {"name": "Mine now"}),
        ("PUT", "/opening-hours", WEEKDAYS_9_TO_5),
        ("POST", "/rate-cards", SIX_HUNDRED),
        ("POST", "/closures", hour),
    ):
        answer = keeper.call(method, f"/instruments/{foreign}{path}", body)
        # Everybody may know of a published instrument, so this is no secret to keep with a 404.
        assert (answer.status, answer.code) == (403, "forbidden"), path


def test_a_keeper_changes_what_is_given_and_leaves_the_rest(demo):
    instrument, keeper = demo.instrument(maker="Jiangyuan"), demo.by("keeper")
    changed = keeper.call(
        "PATCH", f"/instruments/{instrument}", {"name": "Better name", "confirmation": "automatic"}
    )
    assert changed.status == 200, changed.body
    card = demo.visitor.get(f"/instruments/{instrument}").json
    assert (card["name"], card["maker"], card["rules"]["confirmation"]) == (
        "Better name",
        "Jiangyuan",
        "automatic",
    )
    hours = keeper.call("PUT", f"/instruments/{instrument}/opening-hours", WEEKDAYS_9_TO_5)
    assert (hours.status, hours.json) == (200, WEEKDAYS_9_TO_5)


def test_officers_run_programmes(demo):
    officer = demo.by("officer")
    amount = {"minor": 1_000_000, "currency": "CNY"}
    policy = {
        "rate_percent": 30,
        "modes": ["redeem"],
        "payer_rule": "issuer_direct",
        "caps": {"per_year": amount},
        "public_notice_days": 5,
        "use_by": "2031-12-31",
        "redeem_by": "2032-03-31",
    }
    body = {
        "name": "Small programme",
        "year": 2031,
        "region": "310118",
        "budget": [{"tier": "district", "amount": amount}],
        "policy": policy,
    }
    made = officer.post("/programmes", body)
    assert (made.status, made.json["state"]) == (201, "draft")
    for action, state in (("open", "open"), ("pause", "paused"), ("open", "open"), ("close", "closed")):
        assert officer.post(f"/programmes/{made.json['id']}/{action}").json["state"] == state
    assert officer.post(f"/programmes/{made.json['id']}/open").code == "illegal_transition"
    wrong = officer.post(
        "/programmes", body | {"policy": {"rate_percent": 130, "modes": ["gift"], "use_by": "tomorrow"}}
    )
    assert wrong.status == 422
    assert len(wrong.json["problems"]) >= 3
    assert officer.post("/programmes", body | {"year": "2031", "region": "x", "budget": 7}).fields == {
        "year",
        "region",
        "budget",
    }
