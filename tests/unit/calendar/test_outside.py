"""When an outside calendar is read again, what of it is held back, and how its address is shown."""

from datetime import timedelta

import pytest

from app.calendar.domain.outside import (
    EVERY,
    JITTER,
    LONGEST_WAIT,
    asked_wait,
    is_shrunk_to_nothing,
    next_roll,
    next_try,
    shown_address,
    window_at,
)
from tests.support.spans import utc

NOW = utc("2026-03-02 09:30")


def test_waits_double_up_to_a_day_and_never_all_calendars_at_once():
    waits = [next_try(1, failures, NOW) - NOW for failures in range(1, 9)]
    assert waits[0] < EVERY + JITTER
    assert waits[3] - waits[2] == EVERY * 4
    assert LONGEST_WAIT <= waits[7] < LONGEST_WAIT + JITTER
    assert len({next_try(number, 1, NOW) for number in range(1, 60)}) > 50


@pytest.mark.parametrize(
    ("written", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("999999999999", LONGEST_WAIT),
        ("Mon, 02 Mar 2026 10:30:00 GMT", timedelta(hours=1)),
        ("Sun, 01 Mar 2026 10:30:00 GMT", timedelta()),
        ("soon", None),
        ("Mon, 02 Mar 99999999999999999999 10:30:00 GMT", None),
        (None, None),
    ],
)
def test_a_server_may_ask_for_a_longer_wait(written, wait):
    assert asked_wait(written, NOW) == wait


def test_what_a_server_asks_for_is_bounded():
    assert next_try(1, 1, NOW, timedelta(days=30)) < NOW + LONGEST_WAIT + JITTER
    assert next_try(1, 1, NOW, timedelta(hours=3)) >= NOW + timedelta(hours=3)
    assert next_try(1, 1, NOW, timedelta()) >= NOW + EVERY


@pytest.mark.parametrize(
    ("standing", "events", "ahead", "held_back"),
    [
        (3, 0, 0, True),
        (1, 0, 0, True),
        (3, 5, 0, True),
        (1, 5, 0, False),
        (0, 0, 0, False),
        (200, 1, 1, False),
    ],
)
def test_what_looks_like_an_accident_is_held_back(standing, events, ahead, held_back):
    assert is_shrunk_to_nothing(standing, events, ahead) is held_back


def test_the_window_moves_once_a_day_and_files_are_expanded_soon_after():
    assert window_at(NOW) == window_at(NOW + timedelta(hours=14))
    assert window_at(NOW).start == utc("2026-03-01 00:00")
    assert utc("2026-03-03 00:00") <= next_roll(7, NOW) < utc("2026-03-03 00:03")


def test_an_address_is_shown_by_its_host_and_its_last_four_characters():
    secret = "https://calendar.google.com/calendar/ical/me/private-0123456789abcdef/basic.ics"
    assert shown_address(secret) == "calendar.google.com/….ics"
