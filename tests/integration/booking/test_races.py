"""Many want the same: exactly one wins, the others are told, nobody sees an error."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.support.booking_pool import slot

CLIENTS = 16
ROUNDS = 12


def race(app, calls):
    """Send all requests at once, each by a client of its own."""

    def send(call):
        caller, path, body = call
        with app.test_client() as client:
            answer = client.post(f"/api/v1{path}", json=body, headers=caller.headers)
            return answer.status_code, answer.json.get("code")

    with ThreadPoolExecutor(CLIENTS) as pool:
        return Counter(pool.map(send, calls))


def test_one_of_many_gets_a_slot_and_the_others_hear_that_it_is_taken(app, cli, pool):
    instrument_id = pool.instrument()
    for day in (3, 4, 5):
        body = slot(instrument_id, day)
        calls = [((pool.researcher, pool.colleague)[each % 2], "/bookings", body) for each in range(CLIENTS)]
        assert race(app, calls) == {(201, None): 1, (409, "slot_taken"): CLIENTS - 1}
    assert cli.invoke(args=["verify"]).exit_code == 0


def test_one_quote_makes_one_booking(app, pool):
    quote = pool.researcher.post("/quotes", slot(pool.instrument()) | {"hold": True}).json["id"]
    outcome = race(app, [(pool.researcher, "/bookings", {"quote_id": quote})] * CLIENTS)
    assert outcome == {(201, None): 1, (409, "quote_used"): CLIENTS - 1}


def test_a_session_is_ended_by_whoever_waits_for_its_beginning(app, pool):
    instrument_id = pool.instrument()
    for day in range(3, 3 + ROUNDS):
        body = slot(instrument_id, day)
        place = f"/bookings/{pool.researcher.post('/bookings', body).json['ref']}"
        begin = (pool.keeper, f"{place}/check-in", {"at": body["starts_at"]})
        end = (pool.keeper, f"{place}/check-out", {"at": body["ends_at"]})
        outcome = race(app, [begin] + [end] * 7)
        assert outcome[409, "illegal_transition"] >= 6
        assert outcome.total() - outcome[409, "illegal_transition"] == outcome[200, None]


def test_a_voucher_pays_as_often_as_it_can(app, cli, pool):
    pool.recognise()
    # Each booking holds half of ¥28,000; ¥100,000 are enough for seven.
    bands = [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 28_000_00}]
    instrument_id = pool.instrument(lanes=CLIENTS, rate_card={"effective_from": "2026-01-01", "bands": bands})
    body = slot(instrument_id, start="09:00", end="10:00") | {"voucher": pool.voucher, "mode": "redeem"}
    outcome = race(app, [(pool.researcher, "/bookings", body)] * CLIENTS)
    assert outcome == {(201, None): 7, (402, "voucher_insufficient"): CLIENTS - 7}
    assert cli.invoke(args=["verify"]).exit_code == 0
