from datetime import timedelta

import pytest

from app.webhooks.domain.trying import LONGEST_WAIT, retry_after, wait_after

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_waits_double_from_a_minute_to_twelve_hours():
    waits = [wait_after(failures) for failures in range(1, 13)]

    assert waits[:4] == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]
    assert waits[-1] == wait_after(500) == LONGEST_WAIT == 12 * HOUR


@pytest.mark.parametrize(
    ("header", "wait"),
    [(None, MINUTE), ("30", MINUTE), ("600", 10 * MINUTE), ("999999999999", LONGEST_WAIT), ("soon", MINUTE),
     ("-5", MINUTE), ("², 3", MINUTE)],
)  # fmt: skip
def test_a_receiver_may_ask_for_a_longer_wait(header, wait):
    assert wait_after(1, retry_after(header)) == wait
