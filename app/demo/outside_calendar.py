"""The calendar in which keeper@'s group plans one of its instruments: lessons, service, a visit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.accounts.access import event_actor
from app.calendar.domain.outside import window_at
from app.calendar.outside.connecting import connect
from app.calendar.outside.drafting import NewCalendar, keep_draft
from app.calendar.outside.looking import Found
from app.calendar.queries import get_schedule
from app.calendar.reading.busy import read_busy
from app.infra.documents import Upload
from app.pool import queries as pool

if TYPE_CHECKING:
    from datetime import date

    from app.accounts.domain.actor import Actor

FILENAME = "课题组日历.ics"
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Taihu Analysis//Group calendar//ZH",
    "X-WR-CALNAME:课题组日历",
)


def connect_group_calendar(keeper: Actor, now: datetime) -> int:
    """Let the group's calendar block the last of the keeper's instruments; return the calendar's id.

    What is ours is read here and not in a child process: it does no harm, and all is one transaction.
    """
    provider = pool.provider_of(keeper.organisation_id or 0)
    shown = pool.catalogue(pool.CatalogueFilter(provider=str(provider.id if provider else 0)))
    instrument_id = shown.items[-1].id
    zone, window = ZoneInfo(get_schedule(instrument_id).zone), window_at(now)
    content = group_calendar(now.astimezone(zone).date())
    found = Found(content, None, None, window, read_busy(content, window, zone))
    new = NewCalendar(instrument_id, "课题组日历", upload=Upload(FILENAME, content))
    ref = keep_draft(new, found, now)
    return connect(instrument_id=instrument_id, ref=ref, now=now, by=event_actor(keeper))


def group_calendar(today: date) -> bytes:
    """Return the file: a lesson each Wednesday, service each month, and visitors in eleven days."""
    monday = today - timedelta(days=today.weekday())
    events = (
        ("lesson", "研究生实验课", monday + timedelta(days=2), "16:00", "18:00", "FREQ=WEEKLY;COUNT=20"),
        ("service", "厂家维护", monday + timedelta(days=10), "09:00", "12:00", "FREQ=MONTHLY;COUNT=12"),
        ("visit", "合作单位来访", today + timedelta(days=11), "13:30", "15:00", ""),
    )
    lines = [line for event in events for line in _event(*event)]
    return "\r\n".join([*_HEAD, *lines, "END:VCALENDAR", ""]).encode()


def _event(name: str, summary: str, on: date, start: str, end: str, rule: str) -> list[str]:
    day, stamp = f"{on:%Y%m%d}", datetime(2026, 1, 5, tzinfo=UTC)
    return [
        "BEGIN:VEVENT",
        f"UID:{name}@group.taihu.example",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{summary}",
        f"DTSTART;TZID=Asia/Shanghai:{day}T{start.replace(':', '')}00",
        f"DTEND;TZID=Asia/Shanghai:{day}T{end.replace(':', '')}00",
        *([f"RRULE:{rule}"] if rule else []),
        "END:VEVENT",
    ]
