"""Times as people type them: wall-clock times in an instrument's zone, without an offset."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def instant_of(local: datetime, zone: ZoneInfo, *, field: str) -> datetime:
    """Return the instant of a wall-clock time; of one that occurs twice, the first.

    Raises Invalid `no_such_time` for one that the change to daylight saving skips, or far from our days.
    """
    if not EARLIEST_YEAR <= local.year <= LATEST_YEAR:
        message = N_("The year must lie between %(low)s and %(high)s.")
        raise Invalid("no_such_time", message, field=field, low=EARLIEST_YEAR, high=LATEST_YEAR)
    at = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != local:
        after = (at + timedelta(hours=1)).astimezone(zone)
        raise Invalid(
            "no_such_time",
            N_("The clocks go forward that day: this time does not exist."),
            field=field,
            fix=N_("Choose %(at)s or later."),
            at=after.replace(minute=0).strftime("%H:%M"),
        )
    return at


def next_quarter(now: datetime) -> datetime:
    """Return the first quarter of an hour at or after `now`: what pages offer begins on one."""
    floor = now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
    return floor if floor == now else floor + timedelta(minutes=15)
