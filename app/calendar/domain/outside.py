"""When an outside calendar is read next, what of it is held back, and when it is given up."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.kernel.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

EVERY = timedelta(minutes=15)
ALARM_EVERY = timedelta(days=1)
#: Calendars are read up to this much later, each by its own amount, so that they do not come all at once.
JITTER = timedelta(minutes=3)
LONGEST_WAIT = timedelta(hours=24)
MOST_FAILURES = 8
LOUD_AFTER = timedelta(days=7)
BEHIND, AHEAD = timedelta(days=1), timedelta(days=548)
PREVIEWED = timedelta(days=30)
#: Blocks of one calendar, over all lanes.
MOST_BLOCKS = 50_000
SHRUNK = "shrunk"
_A_JITTER_STEP = 7919  # a prime, so that neighbours lie far apart


class OutsideState(StrEnum):
    """How far a calendar can be trusted: `stale` keeps its last good blocks, `paused` is read no more."""

    FRESH = "fresh"
    STALE = "stale"
    PAUSED = "paused"


class Outcome(StrEnum):
    """What came of reading a calendar that could be read; what failed has the code of its refusal."""

    READ = "read"
    UNCHANGED = "unchanged"


def window_at(now: datetime) -> Interval:
    """Return the time that is read: a day behind to eighteen months ahead, by whole days in UTC.

    So it moves once a day, and what is read between differs only where the calendar does.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Interval(midnight - BEHIND, midnight + AHEAD)


def jitter_of(calendar_id: int) -> timedelta:
    """Return by how much a calendar is read later than others, the same each time."""
    return timedelta(seconds=calendar_id * _A_JITTER_STEP % int(JITTER.total_seconds()))


def next_poll(calendar_id: int, now: datetime) -> datetime:
    """Return when an address that answered is read again."""
    return now + EVERY + jitter_of(calendar_id)


def next_roll(calendar_id: int, now: datetime) -> datetime:
    """Return when a file, which nobody polls, is expanded anew: soon after the window has moved."""
    return window_at(now).start + BEHIND + timedelta(days=1) + jitter_of(calendar_id)


def next_try(calendar_id: int, failures: int, now: datetime, asked: timedelta | None = None) -> datetime:
    """Return when a calendar that failed so many times is tried again: 15 minutes, doubled up to a day.

    `asked` is what its server asked for by Retry-After: it may lengthen the wait, never beyond a day.
    """
    doubled = EVERY * (1 << min(max(failures - 1, 0), MOST_FAILURES))
    wait = min(doubled, LONGEST_WAIT)
    longer = min(asked, LONGEST_WAIT) if asked is not None else wait
    return now + max(wait, longer) + jitter_of(calendar_id)


def asked_wait(retry_after: str | None, now: datetime) -> timedelta | None:
    """Return how long a server asks to be left alone: seconds or a date (RFC 9110, 10.2.3)."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # a year of twenty digits, say
        return None
    return max((until if until.tzinfo else until.replace(tzinfo=UTC)) - now, timedelta())


def is_given_up(failures: int) -> bool:
    """Tell whether a calendar failed so often that it is read no more until its keeper says so."""
    return failures >= MOST_FAILURES


def is_shrunk_to_nothing(standing_ahead: int, events: int, spans_ahead: int) -> bool:
    """Tell whether a reading would free the instrument in a way that looks like an accident.

    It does where blocks stand ahead, the reading has none, and either it has no event at all or several
    blocks would go at once. The last block of a calendar that still has events may go.
    """
    return standing_ahead > 0 and spans_ahead == 0 and (events == 0 or standing_ahead > 1)


def hash_of(spans: Iterable[Interval]) -> str:
    """Return what tells two lists of merged spans apart."""
    lines = "\n".join(f"{span.start.isoformat()}/{span.end.isoformat()}" for span in spans)
    return hashlib.sha256(lines.encode()).hexdigest()


def reference_of(calendar_id: int) -> str:
    """Return the reference under which a calendar's blocks are allocated."""
    return f"outside:{calendar_id}"


def shown_address(url: str) -> str:
    """Return an address as it may be shown: many hold a secret, so the host and the last four characters."""
    host = urlsplit(url).hostname or ""
    return f"{host}/…{url[-4:]}"
