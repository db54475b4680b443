"""Bookings over the API: every action of the state table, who may take it, and the lists."""

import pytest

from tests.support.booking_pool import at, slot

DONE = {
    "state",
    "ref",
    "instrument_id",
    "starts_at",
    "ends_at",
    "total",
    "voucher_share",
    "own_share",
    "net_cost",
    "actions",
}


def act(demo, who, ref, action, **body):
    return demo.by(who).post(f"/bookings/{ref}/{action}", body)


def used(demo, ref, until="11:30"):
    """Drive a requested booking to the end of its use, and return it."""
    assert act(demo, "keeper", ref, "confirm").status == 200
    assert act(demo, "keeper", ref, "check-in", at=at(3, "09:00").isoformat()).status == 200
    answer = act(demo, "keeper", ref, "check-out", at=at(3, until).isoformat())
    assert answer.status == 200, answer.body
    return answer.json


def test_a_booking_has_all_that_the_contract_names(demo):
    booking = demo.booking(demo.instrument())
    assert set(booking) >= DONE
    assert booking["state"] == "requested"
    assert booking["actions"] == ["cancel"]
    seen = demo.by("keeper").get(f"/bookings/{booking['ref']}").json
    assert set(seen["actions"]) == {"confirm", "decline", "cancel"}


def test_an_automatic_instrument_confirms_at_once(demo):
    assert demo.booking(demo.instrument(confirmation="automatic"))["state"] == "confirmed"


def test_a_decline_frees_the_slot(demo):
    instrument = demo.instrument()
    ref = demo.booking(instrument)["ref"]
    assert act(demo, "keeper", ref, "decline", reason="Broken").json["state"] == "declined"
    assert demo.booking(instrument)["ref"] != ref


def test_cancelling_in_time_is_free_and_late_costs_the_cards_percentage(demo):
    early = demo.booking(demo.instrument(confirmation="automatic"))
    cancelled = act(demo, "researcher", early["ref"], "cancel", reason="Plans changed").json
    assert (cancelled["state"], cancelled["actions"]) == ("cancelled", [])
    assert demo.by("researcher").get(f"/bookings/{early['ref']}/settlement").status == 404

    card = {
        "effective_from": "2026-01-01",
        "bands": [
            {"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 60_000}
        ],
        "cancellation": [{"notice_hours": 240, "percent": 0}, {"notice_hours": 0, "percent": 50}],
    }
    instrument, voucher = demo.instrument(confirmation="automatic", rate_card=card), demo.voucher()
    before = demo.balances(voucher)
    late = demo.booking(instrument, voucher=voucher, mode="redeem")
    assert act(demo, "researcher", late["ref"], "cancel").json["state"] == "cancelled_late"
    assert demo.balances(voucher) == before, "a fee is never voucher money"
    settlement = demo.by("researcher").get(f"/bookings/{late['ref']}/settlement").json
    assert settlement["total"]["minor"] == settlement["own_share"]["minor"] == 90_000
    assert settlement["captured"]["minor"] == 0
    assert demo.booking(instrument)["state"] == "confirmed", "the slot is free again"


def test_a_provider_cancels_for_a_reason_and_no_fee(demo):
    ref = demo.booking(demo.instrument(confirmation="automatic"))["ref"]
    assert act(demo, "keeper", ref, "cancel").codes == {"reason_needed"}
    assert act(demo, "keeper", ref, "cancel", reason="Helium is out").json["state"] == "provider_cancelled"


def test_a_disputed_usage_is_signed_anew_and_settled_by_the_new_times(demo):
    ref = demo.booking(demo.instrument())["ref"]
    assert used(demo, ref)["state"] == "completed"
    assert act(demo, "keeper", ref, "sign-usage").status == 200
    assert act(demo, "researcher", ref, "dispute-usage").status == 422
    disputed = act(demo, "researcher", ref, "dispute-usage", reason="We left at eleven").json
    assert disputed["usage"]["state"] == "disputed"
    times = {"started_at": at(3, "09:00").isoformat(), "ended_at": at(3, "11:00").isoformat()}
    assert act(demo, "keeper", ref, "sign-usage", **times).json["usage"]["state"] == "signed"
    assert act(demo, "researcher", ref, "accept-usage").json["state"] == "settled"
    settlement = demo.by("researcher").get(f"/bookings/{ref}/settlement").json
    assert settlement["total"]["minor"] == 120_000


ILLEGAL = ["check-in", "check-out", "sign-usage", "accept-usage", "dispute-usage", "appeal", "waive"]


@pytest.mark.parametrize("action", ILLEGAL)
def test_an_action_out_of_turn_is_refused_and_changes_nothing(demo, action):
    before = demo.booking(demo.instrument())
    who = "researcher" if action in ("accept-usage", "dispute-usage", "appeal") else "keeper"
    refused = act(demo, who, before["ref"], action, reason="x")
    assert (refused.status, refused.code) == (409, "illegal_transition")
    assert demo.by("researcher").get(f"/bookings/{before['ref']}").json == before


def test_an_ended_booking_takes_no_action(demo):
    ref = demo.booking(demo.instrument())["ref"]
    assert act(demo, "researcher", ref, "cancel").status == 200
    for action in ("confirm", "decline", "cancel", *ILLEGAL[:3]):
        assert act(demo, "keeper", ref, action, reason="x").code == "illegal_transition", action


def test_each_side_takes_its_own_actions_only(demo):
    ref = demo.booking(demo.instrument())["ref"]
    for action in ("confirm", "decline", "check-in", "check-out", "sign-usage", "waive"):
        assert act(demo, "researcher", ref, action).code == "forbidden", action
    for action in ("accept-usage", "dispute-usage", "appeal"):
        assert act(demo, "keeper", ref, action, reason="x").code == "forbidden", action


def test_check_in_and_check_out_take_times_near_the_booking_only(demo):
    ref = demo.booking(demo.instrument(confirmation="automatic"))["ref"]
    for wrong, code in ((at(3, "07:00"), "too_early"), (at(3, "12:00"), "too_late")):
        assert act(demo, "keeper", ref, "check-in", at=wrong.isoformat()).codes == {code}
    naive = act(demo, "keeper", ref, "check-in", at="2026-03-02T09:00:00")
    assert (naive.status, naive.codes, naive.fields) == (422, {"naive_time"}, {"at"})
    assert act(demo, "keeper", ref, "check-in", at=at(3, "09:00").isoformat()).status == 200
    assert act(demo, "keeper", ref, "check-out", at=at(3, "08:00").isoformat()).codes == {"too_early"}


def test_each_sees_the_bookings_that_concern_them(demo):
    instrument = demo.instrument()
    ref = demo.booking(instrument)["ref"]

    def refs(who, **query):
        return [
            each["ref"]
            for each in demo.by(who).get("/bookings", instrument_id=instrument, **query).json["items"]
        ]

    for who in ("researcher", "manager", "keeper", "provider", "operator"):
        assert refs(who) == [ref], who
    assert refs("stranger") == []
    assert refs("researcher", state="requested") == [ref]
    assert refs("researcher", state="confirmed") == []
    assert refs("researcher", **{"from": at(3, "11:00").isoformat(), "to": at(3, "18:00").isoformat()}) == [
        ref
    ]
    assert refs("researcher", **{"from": at(4, "00:00").isoformat()}) == []
    assert demo.by("researcher").get("/bookings", state="lost").codes == {"not_a_choice"}


def test_a_settlement_is_not_found_before_there_is_one(demo):
    ref = demo.booking(demo.instrument())["ref"]
    assert demo.by("researcher").get(f"/bookings/{ref}/settlement").status == 404


def test_time_left_over_is_free_for_others_at_once(demo):
    instrument = demo.instrument()
    used(demo, demo.booking(instrument)["ref"], until="10:00")
    rest = slot(instrument, start="10:00", end="12:00")
    assert demo.by("stranger").post("/bookings", rest | {"purpose": "The rest"}).status == 201
