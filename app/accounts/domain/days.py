"""The calendar day on which a registration or a tie begins and ends."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

# All four areas keep Beijing time.
REGISTER_ZONE = ZoneInfo("Asia/Shanghai")


def register_day(instant: datetime) -> date:
    """Return the day of an aware instant as the regions count it."""
    return instant.astimezone(REGISTER_ZONE).date()
