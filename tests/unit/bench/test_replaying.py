from datetime import UTC, datetime, timedelta

import pytest

from bench.pgbench import as_script
from bench.requests import Booking
from bench.transcript import Transcript

START = datetime(2026, 10, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def replayed(statement: str, **parameters: object) -> str:
    """Return the line that a statement with its parameters becomes."""
    transcript = Transcript(4711, START, "B-7KQ2M", [(statement, parameters)])
    return as_script(transcript, 100).splitlines()[-1]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "NULL"),
        (True, "TRUE"),
        (12, "12"),
        (4711, ":instrument"),
        ("it's", "'it''s'"),
        ("B-7KQ2M", "('' || ('B-0' || :n::text) || '')"),
        ("B-7KQ2M:confirmed", "('' || ('B-0' || :n::text) || ': confirmed')"),
        (NOW, "TIMESTAMPTZ '2026-03-02T01:00:00+00:00'"),
        (START, "(TIMESTAMPTZ '2026-10-01T01:00:00+00:00' + :shift::int * INTERVAL '1 hour')"),
        (START.date(), "DATE '2026-10-01'"),
    ],
)
def test_what_belongs_to_one_booking_becomes_another_each_time(value: object, written: str):
    assert replayed("SELECT %(it)s", it=value) == f"SELECT {written};"


def test_a_doubled_percent_sign_is_one():
    assert replayed("SELECT 7 %% 2") == "SELECT 7 % 2;"


def test_each_request_asks_for_a_slot_of_its_own():
    booking = Booking(instruments=3, first=START, token="t")

    slots = {(body["instrument_id"], body["starts_at"]) for body in map(booking.body, range(30))}

    assert len(slots) == 30


def test_slots_follow_each_other_on_an_instrument():
    booking = Booking(instruments=3, first=START, token="t")

    assert booking.body(0)["ends_at"] == booking.body(3)["starts_at"]
    assert booking.body(0)["instrument_id"] == booking.body(3)["instrument_id"]
    assert booking.body(3)["starts_at"] == (START + timedelta(hours=1)).isoformat()
