"""What `import instruments` gives new instruments, so that they can be found and booked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.publishing.importing import Template
from app.calendar.domain.hours import OpeningPeriod, WeeklyHours
from app.kernel.wall import MINUTES_A_DAY
from app.pool.domain.days import POOL_ZONE
from app.pool.domain.rates import ENTERPRISE_GROUP, Band, NoticeStep, RateTerms

if TYPE_CHECKING:
    from datetime import date

_WORKING_DAYS, _EVERY_DAY = range(1, 6), range(1, 8)
_OPENS, _CLOSES = 8 * 60 + 30, 17 * 60 + 30
_MINOR_PER_HOUR = 300_00


def standard_template(from_on: date) -> Template:
    """Return the template: working days 08:30–17:30 of the pool's zone, ¥300 an hour from that day on.

    A file says neither, so keepers are expected to publish their own hours and prices after it.
    """
    hours = WeeklyHours(
        POOL_ZONE.key, tuple(OpeningPeriod(weekday, _OPENS, _CLOSES) for weekday in _WORKING_DAYS)
    )
    terms = RateTerms(
        group=ENTERPRISE_GROUP,
        effective_from=from_on,
        bands=(Band(frozenset(_EVERY_DAY), 0, MINUTES_A_DAY, _MINOR_PER_HOUR),),
        minimum_minutes=60,
        cancellation=(NoticeStep(24, 0), NoticeStep(0, 50)),
        no_show_percent=100,
    )
    return Template(POOL_ZONE.key, hours, terms)
