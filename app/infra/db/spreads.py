"""How long things took: median and 90th percentile, by nearest rank, in one statement on either engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from app.infra.db.base import db


@dataclass(frozen=True, slots=True)
class Spread:
    """So many waits of so many parties; half, and nine tenths, took no longer than so many seconds."""

    count: int
    parties: int
    median: int
    ninetieth: int


def spreads(waits: Select[*tuple[Any, ...]]) -> dict[str, Spread]:
    """Sum up waits, selected as `key`, `party`, `seconds`: one spread a key."""
    each = waits.subquery()
    ranked = select(
        each.c.key,
        each.c.party,
        each.c.seconds,
        func.row_number().over(partition_by=each.c.key, order_by=each.c.seconds).label("place"),
        func.count().over(partition_by=each.c.key).label("number"),
    ).subquery()
    rows = db.session.execute(
        select(
            ranked.c.key,
            func.max(ranked.c.number),
            func.count(ranked.c.party.distinct()),
            _at(ranked.c, 50),
            _at(ranked.c, 90),
        ).group_by(ranked.c.key)
    )
    return {key: Spread(*values) for key, *values in rows}


def _at(ranked: Any, percent: int) -> ColumnElement[int]:
    """Return the wait that stands at a percentage of all, counted from the shortest, rounded up."""
    place = (ranked.number * percent + 99) // 100
    return func.max(case((ranked.place == place, ranked.seconds)))
