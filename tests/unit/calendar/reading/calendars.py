"""Small calendars, and the busy time that is read from them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.calendar.reading.busy import Reading, read_busy
from app.kernel.interval import Interval

SHANGHAI = ZoneInfo("Asia/Shanghai")
YEAR = Interval(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def event(*lines: str, uid: str = "one") -> str:
    """Return a VEVENT with a UID."""
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"))


def calendar(*parts: str) -> bytes:
    """Return a file of one VCALENDAR."""
    whole = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//A product//EN", *parts, "END:VCALENDAR", "")
    return "\r\n".join(whole).encode()


def reading(*parts: str, zone: ZoneInfo = SHANGHAI, host: str = "") -> Reading:
    """Return what is read of a calendar in 2026."""
    return read_busy(calendar(*parts), YEAR, zone, host)


def busy(*parts: str, zone: ZoneInfo = SHANGHAI) -> list[str]:
    """Return the busy spans in UTC, such as `01-05 01:00/03:00`, with the end's day where it is another."""
    return [_written(span) for span in reading(*parts, zone=zone).busy]


def _written(span: Interval) -> str:
    same_day = span.start.date() == span.end.date()
    return f"{span.start:%m-%d %H:%M}/{span.end.strftime('%H:%M' if same_day else '%m-%d %H:%M')}"
