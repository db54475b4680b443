"""Fills an empty database with very many instruments and bookings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import exists, insert, select, text

from app.demo.volume.catalogue import load_instruments, prices
from app.demo.volume.people import invite_bookers
from app.demo.volume.rows import Written
from app.demo.volume.shapes import DAYS_BACK, shapes
from app.infra.db import Base, db
from app.kernel.ids import ALPHABET
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from app.demo.volume.rows import Row

CHUNK = 5000
_LONGEST_LEAD = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Volume:
    """How much to load; the same seed and day load the same."""

    instruments: int
    bookings: int
    seed: int


def is_empty() -> bool:
    """Tell whether nobody is in the pool yet."""
    return not db.session.scalar(select(exists().select_from(Base.metadata.tables["organisation"])))


def load_volume(volume: Volume, *, now: datetime, progress: Callable[[int], None]) -> None:
    """Load into an empty, migrated database, in the caller's transaction; `progress` gets bookings done.

    Bookings are rows as the use cases would have left them, so that every invariant holds; they are inserted
    into the tables directly, for millions of use cases would take hours. Raises ValueError for more bookings
    than the instruments have time for.
    """
    founded_at = now - timedelta(days=DAYS_BACK) - _LONGEST_LEAD
    bookers = invite_bookers(volume.bookings, founded_at)
    terms = prices(pool_day(founded_at))
    bookables = load_instruments(volume.instruments, terms, founded_at)
    rng = Random(volume.seed)  # noqa: S311 -- a measurement must repeat
    wanted = shapes(volume.bookings, len(bookables), len(bookers), now, rng)
    written = (
        Written(number, ref, shape, bookables[shape.instrument], bookers[shape.booker], terms, now)
        for number, (ref, shape) in enumerate(zip(references(rng), wanted, strict=False), 1)
    )
    while chunk := list(islice(written, CHUNK)):
        insert_bookings(chunk)
        progress(len(chunk))
    set_next_booking_id(volume.bookings)
    db.session.execute(text("ANALYZE"))


def insert_bookings(chunk: Iterable[Written]) -> None:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for each in chunk:
        rows["booking"].append(each.booking())
        rows["allocation"] += _present(each.allocation())
        rows["usage_session"] += _present(each.usage())
        rows["settlement"] += _present(each.settlement())
        rows["receivable"] += _present(each.receivable())
        rows["event"] += each.events()
    for table, values in rows.items():
        if values:
            db.session.execute(insert(Base.metadata.tables[table]), values)


def _present(row: Row | None) -> list[Row]:
    return [] if row is None else [row]


def references(rng: Random) -> Iterator[str]:
    """Yield references, each once."""
    known: set[str] = set()
    while True:
        reference = f"B-{''.join(rng.choices(ALPHABET, k=5))}"
        if reference not in known:
            known.add(reference)
            yield reference


def set_next_booking_id(last: int) -> None:
    """Let PostgreSQL count on from the ids given by hand; SQLite does so by itself."""
    if last and db.engine.dialect.name == "postgresql":
        db.session.execute(
            text("SELECT setval(pg_get_serial_sequence('booking', 'id'), :last)"), {"last": last}
        )
