"""What cancelling costs, drawn on the time line of one booking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from app.pool.domain.pricing import cancellation_fee

if TYPE_CHECKING:
    from datetime import datetime

    from app.kernel.money import Money
    from app.pool.domain.rates import RateTerms


@dataclass(frozen=True, slots=True)
class Rung:
    """Cancelling from `from_at` (None: as soon as it is booked) until `until_at` costs `fee`."""

    from_at: datetime | None
    until_at: datetime
    fee: Money


def ladder(terms: RateTerms, quoted: Money, starts_at: datetime, now: datetime) -> tuple[Rung, ...]:
    """Return the rungs that are left, earliest first; the last one ends when the booking starts."""
    notices = [timedelta(hours=step.notice_hours) for step in terms.cancellation[:-1]]
    edges = [None, *(starts_at - notice for notice in notices), starts_at]
    return tuple(
        Rung(from_at, until_at, cancellation_fee(terms, quoted, starts_at - until_at).total)
        for from_at, until_at in pairwise(edges)
        if until_at is not None and (until_at > now or until_at == starts_at)
    )
