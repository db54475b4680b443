"""64 clients at once through two server processes: one wins a slot, and a voucher pays as often as it can.

`ONEPOOL_RACE_SLOTS=100` lets them race for a hundred slots in a row.
"""

import os
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import NullPool, bindparam, create_engine, text
from sqlalchemy.exc import DBAPIError

from app.infra.db import UTCDateTime
from tests.support.booking_pool import at, slot
from tests.support.racing import race

CLIENTS = 64
SLOTS = int(os.environ.get("ONEPOOL_RACE_SLOTS", "8"))

pytestmark = pytest.mark.race


def outcomes(answers) -> Counter:
    return Counter((answer.status, None if answer.status == 201 else answer.code) for answer in answers)


def hour(instrument_id: int, number: int) -> dict[str, object]:
    """Return the body that asks for an instrument's hour, counted from the day after tomorrow."""
    start = at(2, "00:00") + timedelta(hours=number)
    return {
        "instrument_id": instrument_id,
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
        "purpose": "Race",
    }


def test_of_64_clients_one_gets_each_slot(demo):
    callers = [demo.by("researcher"), demo.by("stranger")]
    instrument = demo.instrument(confirmation="automatic")
    for number in range(SLOTS):
        body = hour(instrument, number)
        answers = race([partial(callers[each % 2].post, "/bookings", body) for each in range(CLIENTS)])
        assert outcomes(answers) == {(201, None): 1, (409, "slot_taken"): CLIENTS - 1}, f"slot {number}"
    verified = demo.command("verify")
    assert verified.exit_code == 0, verified.output


def test_quotes_that_hold_and_bookings_race_for_one_slot(demo):
    researcher = demo.by("researcher")
    body = hour(demo.instrument(), 0)
    paths = ["/quotes", "/bookings"] * (CLIENTS // 2)
    answers = race([partial(researcher.post, path, body | {"hold": True}) for path in paths])
    assert outcomes(answers) == {(201, None): 1, (409, "slot_taken"): CLIENTS - 1}


def test_rows_written_around_the_application_race_and_the_database_keeps_one(fresh_demo):
    instrument, start = fresh_demo.instrument(), at(2, "00:00")
    engine = create_engine(fresh_demo.database_url, poolclass=NullPool)
    insert = text(
        "INSERT INTO allocation (lane_id, instrument_id, reference, kind, exclusive, starts_at, ends_at) "
        "SELECT id, instrument_id, :reference, 'booking', true, :start, :end FROM lane "
        "WHERE instrument_id = :instrument"
    ).bindparams(bindparam("start", type_=UTCDateTime), bindparam("end", type_=UTCDateTime))

    def write(number: int) -> str:
        # Each takes its own hour and a half: no two are alike, all overlap one another.
        span = {"start": start + timedelta(minutes=number), "end": start + timedelta(minutes=90 + number)}
        try:
            with engine.begin() as connection:
                connection.execute(insert, {"reference": f"raw-{number}", "instrument": instrument, **span})
        except DBAPIError as error:
            # PostgreSQL may find two waiting for each other, and refuses one of them for that.
            refused = ("allocation_no_overlap", "deadlock detected")
            return "refused" if any(reason in str(error) for reason in refused) else f"{error}"
        return "kept"

    written = Counter(race([partial(write, number) for number in range(32)]))
    engine.dispose()
    assert written == {"kept": 1, "refused": 31}


def test_one_key_sent_64_times_at_once_books_once(demo):
    researcher = demo.by("researcher")
    body = hour(demo.instrument(), 0)
    answers = race([partial(researcher.post, "/bookings", body, key="one") for _ in range(CLIENTS)])
    assert outcomes(answers) == {(201, None): CLIENTS}
    assert len({answer.body for answer in answers}) == 1


def test_a_voucher_that_can_pay_7_of_64_pays_exactly_7(fresh_demo):
    researcher = fresh_demo.by("researcher")
    voucher = fresh_demo.voucher()
    # Each of 64 hours costs so much that the voucher's half of it fits seven times, and not eight.
    share = fresh_demo.balances(voucher)["available"] // 7
    bands = [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 2 * share}]
    instrument = fresh_demo.instrument(rate_card={"effective_from": "2026-01-01", "bands": bands})
    wishes = [hour(instrument, number) | {"voucher": voucher, "mode": "redeem"} for number in range(CLIENTS)]
    answers = race([partial(researcher.post, "/bookings", wish) for wish in wishes])
    assert outcomes(answers) == {(201, None): 7, (402, "voucher_insufficient"): CLIENTS - 7}
    assert fresh_demo.balances(voucher)["held"] >= 7 * share
    verified = fresh_demo.command("verify")
    assert verified.exit_code == 0, verified.output


def test_the_two_sides_of_a_booking_race_and_one_action_wins(demo):
    ref = demo.booking(demo.instrument())["ref"]
    turns = [("keeper", "confirm"), ("keeper", "decline"), ("researcher", "cancel")] * 8
    answers = race(
        [partial(demo.by(who).post, f"/bookings/{ref}/{action}", {"reason": "x"}) for who, action in turns]
    )
    assert {answer.status for answer in answers} <= {200, 409}
    assert all(answer.code == "illegal_transition" for answer in answers if answer.status == 409)
    history = [answer.json["state"] for answer in answers if answer.status == 200]
    # A confirmed booking may still be cancelled; nothing else follows anything.
    assert sorted(history) in (["confirmed"], ["declined"], ["cancelled"], ["cancelled", "confirmed"])
    slot_again = slot(demo.instrument())
    assert demo.by("researcher").post("/bookings", slot_again | {"purpose": "After"}).status == 201
