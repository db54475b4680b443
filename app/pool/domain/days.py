"""The calendar day on which dated decisions and prices of the pool begin and end."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

# All four areas keep Beijing time.
POOL_ZONE = ZoneInfo("Asia/Shanghai")


def pool_day(instant: datetime) -> date:
    """Return the day of an aware instant as the regions count it."""
    return instant.astimezone(POOL_ZONE).date()
