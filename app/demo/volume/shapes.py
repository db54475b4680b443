"""The shapes of use: which hours, how long, how far ahead, who and what most.

After public logs of appointments and clusters: few users make most of the requests, mornings are busiest,
most book days ahead. The shares are rounded; levels are made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.kernel.interval import Interval
from app.pool.domain.days import POOL_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

DAYS_BACK, DAYS_AHEAD = 360, 60
_PAST_SHARE = 0.8
_HOURS = range(7, 22)
_HOUR_WEIGHTS = (3, 16, 14, 12, 10, 6, 8, 8, 7, 5, 4, 3, 2, 1, 1)
_LENGTHS, _LENGTH_WEIGHTS = (1, 2, 3, 4), (45, 35, 12, 8)
_LEAD_DAYS, _LEAD_WEIGHTS = (0.2, 1, 3, 7, 14, 30), (30, 15, 20, 20, 10, 5)
_CANCELLED_SHARE = 0.12
# With the cube of an even chance, a tenth of the users makes almost half of the bookings.
_USER_SKEW, _INSTRUMENT_SKEW = 3, 2
_TRIES = 1000
# So many nights back: long enough for every deadline to be over, and no hold has timed out.
_NIGHTS = range(5, 55)
IN_A_ROW = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """One booking to be: positions of instrument and booker, the span, when it was asked for, its fate."""

    instrument: int
    booker: int
    span: Interval
    asked_at: datetime
    is_cancelled: bool


def shapes(count: int, instruments: int, bookers: int, now: datetime, rng: Random) -> Iterator[Shape]:
    """Yield `count` bookings that do not overlap; none touches today.

    Raises ValueError when so many do not fit on so few instruments.
    """
    midnight = now.astimezone(POOL_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    taken: set[tuple[int, int, int]] = set()
    for _ in range(count):
        instrument, day, hours = _place(instruments, taken, rng)
        taken.update((instrument, day, hour) for hour in hours)
        start = midnight + timedelta(days=day, hours=hours[0])
        span = Interval(start, start + timedelta(hours=len(hours)))
        lead = timedelta(days=rng.choices(_LEAD_DAYS, _LEAD_WEIGHTS)[0], minutes=rng.randint(0, 600))
        yield Shape(
            instrument=instrument,
            booker=_skewed(bookers, _USER_SKEW, rng),
            span=span,
            asked_at=min(span.start - lead, now - timedelta(minutes=rng.randint(1, 3000))),
            is_cancelled=rng.random() < _CANCELLED_SHARE,
        )


def nights(count: int, instruments: int, bookers: int, now: datetime, rng: Random) -> list[Shape]:
    """Return `count` bookings that are over and were not cancelled, in hours that `shapes` leaves free.

    IN_A_ROW of them are of one booker, each on any instrument and night. Raises ValueError when so many do
    not fit on so few instruments.
    """
    if count > instruments * len(_NIGHTS):
        raise ValueError("too many bookings for so few instruments")
    midnight = now.astimezone(POOL_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    for turn, slot in enumerate(rng.sample(range(instruments * len(_NIGHTS)), count)):
        start = midnight + timedelta(days=-_NIGHTS[slot // instruments], hours=rng.randint(0, 3))
        length = timedelta(hours=rng.randint(1, 3))
        found.append(
            Shape(
                instrument=slot % instruments,
                booker=turn // IN_A_ROW % bookers,
                span=Interval(start, start + length),
                asked_at=start - timedelta(days=rng.randint(1, 30)),
                is_cancelled=False,
            )
        )
    return found


def _place(instruments: int, taken: set[tuple[int, int, int]], rng: Random) -> tuple[int, int, range]:
    for _ in range(_TRIES):
        instrument = _skewed(instruments, _INSTRUMENT_SKEW, rng)
        is_past = rng.random() < _PAST_SHARE
        day = -rng.randint(1, DAYS_BACK) if is_past else rng.randint(1, DAYS_AHEAD)
        first = rng.choices(_HOURS, _HOUR_WEIGHTS)[0]
        hours = range(first, min(24, first + rng.choices(_LENGTHS, _LENGTH_WEIGHTS)[0]))
        if not any((instrument, day, hour) in taken for hour in hours):
            return instrument, day, hours
    raise ValueError("too many bookings for so few instruments")


def _skewed(count: int, skew: int, rng: Random) -> int:
    """Return a position, the lower the likelier."""
    return int(count * rng.random() ** skew)
