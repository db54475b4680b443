"""Times in notices: they wait as a place's clock shows them, and are written in the reader's language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.infra.filters import format_day, format_instant, format_span, format_zone
from app.kernel.interval import Interval

if TYPE_CHECKING:
    from flask import Flask


def format_when(starts: str, ends: str, zone: str) -> str:
    """Write from when to when, with the zone's name: `Mon 2 Mar 2026, 09:00–11:00 China Standard Time`.

    `starts` is `2026-03-02 09:00` on the wall clock of `zone` (an IANA name), `ends` too, or `11:00` on the
    same day.
    """
    begin = _wall(starts)
    end = _wall(ends if " " in ends else f"{begin:%Y-%m-%d} {ends}")
    if begin < end:
        span = format_span(Interval(begin, end), "UTC")
    else:  # in the night that clocks go back
        span = f"{format_instant(begin, 'UTC')}–{end:%H:%M}"
    return f"{span} {_zone_at(begin, zone)}"


def format_since(at: str, zone: str) -> str:
    """Write a moment like `2026-03-02 09:00` on the wall clock of `zone`, with the zone's name."""
    moment = _wall(at)
    return f"{format_instant(moment, 'UTC')} {_zone_at(moment, zone)}"


def format_iso_day(day: str) -> str:
    """Write a day like `2026-03-02` with its weekday; no day stays none."""
    return format_day(date.fromisoformat(day)) if day else ""


def register_notice_times(app: Flask) -> None:
    """Make the forms above available to the notices' templates."""
    app.jinja_env.filters.update(until=format_when, since_in=format_since, iso_day=format_iso_day)


def _wall(text: str) -> datetime:
    """Return what a wall clock shows as a moment whose clock in UTC shows the same."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _zone_at(wall: datetime, zone: str) -> str:
    return format_zone(wall.replace(tzinfo=ZoneInfo(zone)), zone)
