"""Adds to a loaded pool what waits for the jobs: finished bookings to settle, vouchers to lapse."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, islice
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from app.demo.volume.catalogue import Bookable, bookables, prices
from app.demo.volume.finished import Finished, Held
from app.demo.volume.numbering import count_on, next_ids, references, write
from app.demo.volume.people import Booker, bookers
from app.demo.volume.rows import Written
from app.demo.volume.shapes import IN_A_ROW, Shape, nights
from app.demo.volume.vouchers import Purse, Scheme, counters, open_schemes
from app.infra.db import Base, db, transaction
from app.kernel.words import VoucherMode
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from app.demo.volume.rows import Row
    from app.pool.domain.rates import RateTerms

#: A transaction each: the budget's row changes with every voucher, and its old versions can go at a commit.
CHUNK = 1000
#: More than IN_A_ROW bookings of a night can cost a voucher, so that something stays free.
FACE_MINOR = 20_000_00
CLAIM_WITHIN, ONE_DAY = timedelta(days=180), timedelta(days=1)
_NUMBERS = "YRD-BENCH"
_FOUNDED = timedelta(days=100)
_NUMBERED = ("booking", "voucher", "hold", "bucket")
_IN_ORDER = ("voucher", "bucket", "transfer", "booking", "allocation", "usage_session", "hold", "event")

#: The rows of one thing that waits, each with its table.
Item = list[tuple[str, "Row"]]


@dataclass(frozen=True, slots=True)
class Due:
    """How much shall wait; the same seed and day add the same."""

    bookings: int
    vouchers: int
    seed: int


class _Pool:
    """What was loaded before, and the numbers that are free."""

    def __init__(self, founded_at: datetime, now: datetime) -> None:
        self.founded_at, self.now = founded_at, now
        self.terms: RateTerms = prices(pool_day(founded_at))
        self.instruments: list[Bookable] = bookables()
        self.bookers: list[Booker] = bookers()
        self.booking_ids, self.voucher_ids, self.hold_ids, self.bucket_ids = map(next_ids, _NUMBERED)
        self.refs, self.numbers = references("B"), references(_NUMBERS)
        self.granted: Counter[tuple[int, int]] = Counter()

    def purse(self, schemes: Mapping[str, Scheme], owner: Booker) -> Purse:
        """Return a new voucher of a booker's enterprise."""
        scheme = schemes[owner.region_code]
        self.granted[scheme.programme.id, owner.enterprise_id] += FACE_MINOR
        return Purse(
            id=next(self.voucher_ids),
            number=next(self.numbers),
            scheme=scheme,
            enterprise_id=owner.enterprise_id,
            face_minor=FACE_MINOR,
            available_id=next(self.bucket_ids),
            issued_at=self.founded_at,
        )


def load_due(due: Due, *, now: datetime, progress: Callable[[int], None]) -> None:
    """Add it to what `load_volume` loaded, in many transactions; `progress` gets items done.

    These too are rows as the use cases would have left them. Raises ValueError for more bookings than the
    instruments have nights for, and where it was done before: the references would be the same.
    """
    if _was_done():
        raise ValueError("what is due was added before: load a new database")
    rng = Random(due.seed)  # noqa: S311 -- a measurement must repeat
    today, founded_at = pool_day(now), now - _FOUNDED
    pool = _Pool(founded_at, now)
    shapes = nights(due.bookings, len(pool.instruments), len(pool.bookers), now, rng)
    running = transaction(lambda: open_schemes(today + CLAIM_WITHIN, CLAIM_WITHIN, founded_at))
    ended = transaction(lambda: open_schemes(today - ONE_DAY, CLAIM_WITHIN, founded_at))
    for items in (_finished(pool, shapes, running, rng), _lapsing(pool, due.vouchers, ended, rng)):
        while chunk := list(islice(items, CHUNK)):
            _write(chunk)
            progress(len(chunk))
    transaction(lambda: _conclude(pool))


def _was_done() -> bool:
    numbers = Base.metadata.tables["voucher"].c.number
    query = select(numbers).where(numbers.startswith(_NUMBERS)).limit(1)
    return transaction(lambda: db.session.scalar(query)) is not None


def _finished(
    pool: _Pool, shapes: Sequence[Shape], schemes: Mapping[str, Scheme], rng: Random
) -> Iterator[Item]:
    """Yield bookings that wait to be settled, so many in a row on one voucher."""
    modes = sorted(VoucherMode)
    purse: Purse | None = None
    for turn, shape in enumerate(shapes):
        by = pool.bookers[shape.booker]
        item: Item = []
        if purse is None or turn % IN_A_ROW == 0:
            purse = pool.purse(schemes, by)
            item += _issued(purse)
        number, ref, on = next(pool.booking_ids), next(pool.refs), pool.instruments[shape.instrument]
        held = Held(next(pool.hold_ids), next(pool.bucket_ids), purse, rng.choice(modes))
        item += _rows_of(Finished(Written(number, ref, shape, on, by, pool.terms, pool.now), held))
        yield item


def _lapsing(pool: _Pool, count: int, schemes: Mapping[str, Scheme], rng: Random) -> Iterator[Item]:
    for _ in range(count):
        yield _issued(pool.purse(schemes, rng.choice(pool.bookers)))


def _issued(purse: Purse) -> Item:
    rows = [("voucher", purse.voucher()), ("bucket", purse.available()), ("transfer", purse.issue())]
    return [*rows, *(("event", event) for event in purse.events())]


def _rows_of(each: Finished) -> Item:
    return [
        ("booking", each.booking()),
        ("allocation", each.allocation()),
        ("usage_session", each.usage()),
        ("hold", each.hold()),
        ("bucket", each.bucket()),
        ("transfer", each.transfer()),
        *(("event", event) for event in each.events()),
    ]


def _write(items: Iterable[Item]) -> None:
    rows: dict[str, list[Row]] = {table: [] for table in _IN_ORDER}
    for table, row in chain.from_iterable(items):
        rows[table].append(row)
    transaction(lambda: write(rows))


def _conclude(pool: _Pool) -> None:
    write({"cap_use": counters(pool.granted)})
    count_on(_NUMBERED)
    db.session.execute(text("ANALYZE"))
