"""An event's hash is made of all that the event says, in a form that never changes."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.infra.events.chain import CONTENT, GENESIS, canonical, link
from app.infra.events.recording import linked

EVENT = {
    "subject_kind": "booking",
    "subject_ref": "B-7KQ2M",
    "seq": 1,
    "at": datetime(2026, 3, 2, 1, 0, 0, 5, tzinfo=UTC),
    "action": "request",
    "from_state": None,
    "to_state": "requested",
    "actor_id": 7,
    "actor_name": "王小雨",
    "role": "researcher",
    "reason": None,
    "data": {"b": [2, 1], "a": {"z": None}},
}
TEXT = (
    '{"action":"request","actor_id":7,"actor_name":"王小雨","at":"2026-03-02T01:00:00.000005Z",'
    '"data":{"a":{"z":null},"b":[2,1]},"from_state":null,"reason":null,"role":"researcher","seq":1,'
    '"subject_kind":"booking","subject_ref":"B-7KQ2M","to_state":"requested"}'
)


def test_the_content_is_json_with_sorted_keys_and_utc_instants():
    assert canonical(EVENT) == TEXT


def test_the_hash_is_sha_256_over_the_hash_before_and_the_content():
    by_hand = hashlib.sha256(f"{'0' * 64}\n{TEXT}".encode()).hexdigest()
    assert link(GENESIS, EVENT) == by_hand
    assert link(by_hand, EVENT) != by_hand


def test_the_same_moment_in_another_zone_is_the_same_content():
    shanghai = timezone(timedelta(hours=8))
    assert canonical(EVENT | {"at": EVENT["at"].astimezone(shanghai)}) == TEXT


def test_data_is_hashed_as_it_is_read_back():
    written = {2: "two", 10: ("ten", "10")}
    read = {"10": ["ten", "10"], "2": "two"}
    assert canonical(EVENT | {"data": written}) == canonical(EVENT | {"data": read})


@pytest.mark.parametrize("name", CONTENT)
def test_every_column_that_says_something_counts(name):
    other = {"seq": 2, "actor_id": 8, "at": EVENT["at"] + timedelta(microseconds=1)}.get(name, "other")
    assert link(GENESIS, EVENT | {name: other}) != link(GENESIS, EVENT)


def test_a_history_is_numbered_and_each_event_bound_to_the_one_before():
    told = {name: EVENT[name] for name in ("subject_kind", "subject_ref", "at", "actor_name", "role")}
    first, second = linked([told | {"action": "request"}, told | {"action": "settle"}])
    assert (first["seq"], second["seq"]) == (1, 2)
    assert first["hash"] == link(GENESIS, first)
    assert second["hash"] == link(first["hash"], second)
    assert second["reason"] is None
