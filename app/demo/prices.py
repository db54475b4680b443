"""Rate cards of the demo pool: a day price, cheaper evenings, dearer week-ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.kernel.wall import MINUTES_A_DAY
from app.pool.domain.rates import Band, ChargeBasis, NoticeStep, RateTerms

if TYPE_CHECKING:
    from datetime import date

    from app.demo.kinds import Kind

_WORKING_DAYS, _WEEK_END = frozenset(range(1, 6)), frozenset({6, 7})
_MORNING, _EVENING = 8 * 60, 18 * 60
_FEN_A_YUAN = 100

#: Free with two days' notice; then dearer the later it is. And a simpler one.
_LADDERS = (
    (NoticeStep(48, 0), NoticeStep(24, 25), NoticeStep(0, 50)),
    (NoticeStep(24, 0), NoticeStep(0, 50)),
)
_EXPENSIVE_SET_UP_YUAN = 300


def rate_terms(kind: Kind, number: int, from_on: date) -> RateTerms:
    """Return the card of the pool's instrument `number`; prices differ a little between providers."""
    yuan = kind.yuan_per_hour * (90 + number * 7 % 25) // 100
    day, evening, week_end = (yuan * percent // 100 // 5 * 5 * _FEN_A_YUAN for percent in (100, 80, 120))
    return RateTerms(
        group="enterprise",
        effective_from=from_on,
        bands=(
            Band(_WORKING_DAYS, 0, _MORNING, evening),
            Band(_WORKING_DAYS, _MORNING, _EVENING, day),
            Band(_WORKING_DAYS, _EVENING, MINUTES_A_DAY, evening),
            Band(_WEEK_END, 0, MINUTES_A_DAY, week_end),
        ),
        minimum_minutes=60 if kind.set_up_yuan >= _EXPENSIVE_SET_UP_YUAN else 30,
        set_up_minor=kind.set_up_yuan * _FEN_A_YUAN,
        charge_basis=list(ChargeBasis)[number % len(ChargeBasis)],
        cancellation=_LADDERS[number % len(_LADDERS)],
        no_show_percent=100 if kind.needs_keeper else 50,
    )
