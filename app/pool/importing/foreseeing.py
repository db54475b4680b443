"""What an import into one provider would do, told without writing anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.pool.importing.report import ImportReport
from app.pool.importing.running import CHUNK, CheckedRows
from app.pool.importing.source import AT_ONCE, Source
from app.pool.importing.targets import Placing, ToProvider
from app.pool.importing.writing import compare

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import IO

    from app.pool.importing.rows import ImportedRow


class Fate(StrEnum):
    """What becomes of a good row; one that says nothing new is not told."""

    ADD = "add"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class ForeseenRow:
    """A good row: the line it starts on, its id and name, and what becomes of it."""

    line: int
    source_id: str
    name: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The report that the import would give, and its first rows to be added or changed."""

    report: ImportReport
    rows: tuple[ForeseenRow, ...]


def foresee_import(stream: IO[bytes], *, target: ToProvider, now: datetime, most_rows: int) -> Foreseen:
    """Return what `import_instruments` would do with a file that a page can load, without writing.

    Three statements a thousand rows. Raises Invalid for a file refused whole, NotFound for no such provider.
    """
    source = Source(stream, AT_ONCE)
    checked = CheckedRows(source, Placing(target, now))
    added = changed = unchanged = 0
    rows: list[ForeseenRow] = []
    while chunk := checked.take(CHUNK):
        found = compare(chunk, checked.placing)
        added, changed = added + len(found.new), changed + len(found.changed)
        unchanged += found.unchanged
        if len(rows) < most_rows:
            rows += _told((each.row for each in found.new), Fate.ADD)
            rows += _told((each.row for each in found.changed.values()), Fate.CHANGE)
    report = ImportReport(added, changed, unchanged, tuple(checked.refused), source.ignored_columns)
    return Foreseen(report, tuple(sorted(rows, key=lambda row: row.line)[:most_rows]))


def _told(rows: Iterable[ImportedRow], fate: Fate) -> list[ForeseenRow]:
    return [ForeseenRow(row.line, row.source_id, row.details.name, fate) for row in rows]
