"""When a delivery is tried, tried again, and given up."""

from __future__ import annotations

from datetime import timedelta

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=12)
GIVE_UP_AFTER = timedelta(days=3)
PAUSE_AFTER = timedelta(days=5)
#: One who sends holds the delivery so long; should that process die, another may try then.
LEASE = timedelta(minutes=15)
#: There is one scheduler for everything. Whoever answers slowly waits ten times as long as it took.
SLOW = timedelta(seconds=1)
REST_FOR = 10


def wait_after(failures: int, asked: timedelta | None = None) -> timedelta:
    """Return how long to wait after so many failures in a row: from a minute, doubled, up to 12 hours.

    A receiver that asked for a longer wait gets it, up to the same bound.
    """
    wait = FIRST_WAIT * (1 << min(failures - 1, 10))
    return min(max(wait, asked or wait), LONGEST_WAIT)


def retry_after(header: str | None) -> timedelta | None:
    """Read a `Retry-After` of seconds; a date is not worth the trouble here, and counts as none."""
    if header is None or not (header.isascii() and header.isdecimal()):
        return None
    return timedelta(seconds=min(int(header[:9]), int(LONGEST_WAIT.total_seconds())))
