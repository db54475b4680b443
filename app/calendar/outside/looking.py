"""Look at a calendar: ask its address, and read what came in the child process. Never in a transaction."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import current_app

from app.calendar.domain.feed import own_hosts
from app.calendar.domain.outside import MOST_BLOCKS, Outcome, asked_wait
from app.calendar.reading.busy import MOST_BYTES
from app.calendar.reading.child import read_in_child
from app.infra.outbound import PlainHttp, Rules, allowed_networks, fetch
from app.kernel.errors import Invalid, TooManyRequests
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from app.calendar.reading.busy import Reading
    from app.kernel.interval import Interval

#: How many readings the people of one process may have going at once: the rest of it goes on.
_ROOM = BoundedSemaphore(2)
_CHANGED, _NOT_CHANGED = 200, 304


@dataclass(frozen=True, slots=True)
class Origin:
    """Where to look, and what is known from the last look. Without `url` it is a file: `kept` is all of it.

    `lanes` is how many it blocks.
    """

    url: str | None
    plain_http: PlainHttp
    zone: str
    lanes: int
    kept: bytes | None = None
    kept_window: Interval | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a calendar holds now, and what it says of `window`."""

    content: bytes
    etag: str | None
    last_modified: str | None
    window: Interval
    reading: Reading


@dataclass(frozen=True, slots=True)
class Look:
    """What came of a look: `found`, or a `refusal`, or neither where nothing is new."""

    milliseconds: int
    status: int | None
    found: Found | None = None
    refusal: Invalid | None = None
    wait: timedelta | None = None

    @property
    def outcome(self) -> str:
        """Return the code that the history keeps."""
        if self.refusal is not None:
            return self.refusal.problems[0].code
        return Outcome.READ if self.found else Outcome.UNCHANGED


@dataclass(frozen=True, slots=True)
class _Came:
    content: bytes
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None


class _Unanswered(Invalid):
    """The address answered, but with no calendar."""

    def __init__(self, status: int, wait: timedelta | None) -> None:
        super().__init__(
            "http_status", N_("The address answered with status %(status)s."), field="url", status=status
        )
        self.status, self.wait = status, wait


def look(origin: Origin, window: Interval, now: datetime) -> Look:
    """Look at a calendar over `window`. What goes wrong outside is an answer, not an exception."""
    begun = time.monotonic()
    status, wait, found = None, None, None
    refusal: Invalid | None = None
    try:
        came = _asked(origin, now) if origin.url else _Came(origin.kept or b"")
        status = came.status
        if came.content != origin.kept or window != origin.kept_window:
            found = _read(origin, came, window)
    except _Unanswered as unanswered:
        status, wait, refusal = unanswered.status, unanswered.wait, unanswered
    except Invalid as unread:  # Unreached, Unreadable
        refusal = unread
    return Look(int((time.monotonic() - begun) * 1000), status, found, refusal, wait)


@contextmanager
def room_to_read() -> Iterator[None]:
    """Hold one of the few places for reading while a person waits. Raises TooManyRequests."""
    if not _ROOM.acquire(blocking=False):
        raise TooManyRequests(
            "reading_busy",
            N_("Other calendars are being read just now."),
            fix=N_("Try again in a minute."),
            retry_after=30,
        )
    try:
        yield
    finally:
        _ROOM.release()


def _asked(origin: Origin, now: datetime) -> _Came:
    if origin.url is None:
        raise ValueError("a file is not asked for")
    rules = Rules(allowed_networks(), origin.plain_http, MOST_BYTES)
    answer = fetch(origin.url, rules, _conditions(origin))
    if answer.status == _NOT_CHANGED and origin.kept is not None:
        return _Came(origin.kept, answer.status, origin.etag, origin.last_modified)
    if answer.status != _CHANGED:
        raise _Unanswered(answer.status, asked_wait(answer.headers.get("retry-after"), now))
    etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    return _Came(answer.body, answer.status, _short(etag, 500), _short(modified, 100))


def _conditions(origin: Origin) -> dict[str, str]:
    asked = {"accept": "text/calendar, */*;q=0.5"}
    if origin.kept is not None and origin.etag:
        asked["if-none-match"] = origin.etag
    if origin.kept is not None and origin.last_modified:
        asked["if-modified-since"] = origin.last_modified
    return asked


def _short(value: str | None, most: int) -> str | None:
    """Return a validator that can be kept; one too long is done without, for a cut one matches nothing."""
    return value if value and len(value) <= most else None


def _read(origin: Origin, came: _Came, window: Interval) -> Found:
    own = own_hosts(current_app.config["SETTINGS"].base_url)
    reading = read_in_child(came.content, window, ZoneInfo(origin.zone), own)
    if len(reading.busy) * origin.lanes > MOST_BLOCKS:
        raise Invalid(
            "too_many_blocks",
            N_("The calendar would block the instrument more than %(most)s times."),
            field="url",
            most=MOST_BLOCKS,
        )
    return Found(came.content, came.etag, came.last_modified, window, reading)
