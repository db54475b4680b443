from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.domain.lockout import (
    RULES,
    Rule,
    Tally,
    TryKind,
    address_block,
    after_try,
    seconds_to_wait,
    taken_back,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
RULE = Rule(free=3, first_wait=timedelta(seconds=30), longest_wait=timedelta(minutes=5))


def wait_after(tries: int) -> int:
    return seconds_to_wait(after_try(Tally(tries - 1, NOON), RULE, NOON), NOON)


def test_every_kind_of_try_has_its_rule():
    assert set(RULES) == set(TryKind)


def test_the_wait_begins_with_the_last_free_try_doubles_and_is_bounded():
    assert [wait_after(tries) for tries in range(1, 9)] == [0, 0, 30, 60, 120, 240, 300, 300]


def test_a_million_tries_are_still_a_bounded_wait():
    assert wait_after(1_000_000) == 300


def test_the_wait_is_told_in_whole_seconds_rounded_up():
    locked = Tally(3, NOON, NOON + timedelta(milliseconds=1))

    assert seconds_to_wait(locked, NOON) == 1


def test_a_lock_that_ends_now_is_over():
    assert seconds_to_wait(Tally(3, NOON, NOON), NOON) == 0


def test_after_a_quiet_day_the_count_starts_anew():
    assert after_try(Tally(99, NOON), RULE, NOON + timedelta(days=1)).tries == 1


def test_a_try_that_was_right_is_taken_back_with_its_lock():
    counted = after_try(Tally(2, NOON), RULE, NOON)

    assert taken_back(counted) == Tally(2, NOON, None)


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", ""),
    ],
)
def test_an_address_is_counted_by_what_one_client_owns(address, block):
    assert address_block(address) == block
