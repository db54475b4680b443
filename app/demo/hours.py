"""Patterns of weekly hours in the demo pool."""

from app.calendar.domain.hours import OpeningPeriod, WeeklyHours
from app.kernel.wall import MINUTES_A_DAY

ZONE = "Asia/Shanghai"


def _hours(weekdays: range, *periods: tuple[int, int]) -> WeeklyHours:
    return WeeklyHours(
        ZONE, tuple(OpeningPeriod(weekday, *period) for weekday in weekdays for period in periods)
    )


_EVERY_DAY, _WORKING_DAYS, _WITH_SATURDAY = range(1, 8), range(1, 6), range(1, 7)

ALWAYS = _hours(_EVERY_DAY, (0, MINUTES_A_DAY))
LONG_DAYS = _hours(_EVERY_DAY, (8 * 60, 22 * 60))
WITH_SATURDAY = _hours(_WITH_SATURDAY, (8 * 60, 20 * 60))
OFFICE = _hours(_WORKING_DAYS, (8 * 60 + 30, 17 * 60 + 30))
WITH_LUNCH_BREAK = _hours(_WORKING_DAYS, (8 * 60 + 30, 12 * 60), (13 * 60, 18 * 60))

#: In turn, for an institution's instruments.
PATTERNS = (ALWAYS, WITH_SATURDAY, LONG_DAYS, OFFICE, ALWAYS, WITH_LUNCH_BREAK)
