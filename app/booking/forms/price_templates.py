"""Prices to begin with, by name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.pool.domain.rates import Band, NoticeStep, RateTerms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WEEK, _WORKING, _WEEKEND = frozenset(range(1, 8)), frozenset(range(1, 6)), frozenset({6, 7})
_LADDER = (NoticeStep(48, 0), NoticeStep(24, 25), NoticeStep(0, 50))
ENTERPRISE = "enterprise"


def _flat(today: date) -> RateTerms:
    bands = (Band(_WEEK, 0, 1440, 500_00),)
    return RateTerms(ENTERPRISE, today, bands, 60, cancellation=_LADDER, no_show_percent=100)


def _by_time(today: date) -> RateTerms:
    bands = (
        Band(_WORKING, 8 * 60, 18 * 60, 600_00),
        Band(_WORKING, 18 * 60, 1440, 400_00),
        Band(_WORKING, 0, 8 * 60, 400_00),
        Band(_WEEKEND, 0, 1440, 400_00),
    )
    return RateTerms(ENTERPRISE, today, bands, 60, cancellation=_LADDER, no_show_percent=100)


TEMPLATES: Mapping[str, Callable[[date], RateTerms]] = {"flat": _flat, "by_time": _by_time}
