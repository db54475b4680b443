"""The numbers on the home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.booking.queries import turnover
from app.pool import queries as pool
from app.pool.queries import counts

if TYPE_CHECKING:
    from app.kernel.money import Money
    from app.pool.domain.cards import InstrumentCard


@dataclass(frozen=True, slots=True)
class Counters:
    """What the pool offers and what was ordered."""

    services: int
    instruments: int
    providers: int
    order_amount: Money


def counters() -> Counters:
    """Count the pool: three queries, whatever its size."""
    pool_holds = counts.pool_counts()
    return Counters(
        services=pool_holds.services,
        instruments=pool_holds.instruments,
        providers=pool_holds.providers,
        order_amount=turnover.order_amount(),
    )


def newest_instruments(limit: int) -> list[InstrumentCard]:
    """Return the instruments that came last, newest first."""
    ids = counts.newest_published(limit)
    cards = pool.instruments(ids)
    return [cards[instrument_id] for instrument_id in ids]
