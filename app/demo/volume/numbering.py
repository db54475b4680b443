"""Ids and references given by hand, so that rows which refer to each other can be written all at once."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, text

from app.infra.db import Base, db
from app.kernel.ids import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from app.demo.volume.rows import Row


def next_ids(table: str) -> Iterator[int]:
    """Yield the ids that a table has not given by the time of the first."""
    last = db.session.scalar(select(func.max(Base.metadata.tables[table].c.id)))
    yield from count((last or 0) + 1)


def references(prefix: str, length: int = 6) -> Iterator[str]:
    """Yield references, each once; of another length than a person's, so that they never meet one."""
    for number in count():
        letters, rest = "", number
        for _ in range(length):
            rest, letter = divmod(rest, len(ALPHABET))
            letters = ALPHABET[letter] + letters
        yield f"{prefix}-{letters}"


def write(rows: Mapping[str, Sequence[Row]]) -> None:
    """Insert rows, table by table in the order given."""
    for table, values in rows.items():
        if values:
            db.session.execute(insert(Base.metadata.tables[table]), values)


def count_on(tables: Iterable[str]) -> None:
    """Let PostgreSQL count on from the ids given by hand; SQLite does so by itself."""
    if db.engine.dialect.name != "postgresql":
        return
    for table in tables:
        last = func.coalesce(func.max(Base.metadata.tables[table].c.id), 0)
        found = db.session.scalar(select(last))
        if found:
            sequence = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)")
            db.session.execute(sequence, {"table": table, "last": found})
