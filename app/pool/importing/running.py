"""Runs an import: rows are read, checked and written in chunks, so that memory stays bounded.

The caller's transaction is the whole run's: all good rows are loaded, or nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import IO

from app.infra.db import db
from app.infra.events import EventActor, record
from app.kernel.errors import Problem
from app.kernel.ids import new_reference
from app.kernel.text import N_
from app.pool.importing.report import ImportReport, RefusedRow
from app.pool.importing.rows import ImportedRow, read_row
from app.pool.importing.source import Source
from app.pool.importing.targets import Placing, Target
from app.pool.importing.writing import Written, write

CHUNK = 1000

OnAdded = Callable[[Sequence[int]], None]
Progress = Callable[[int], None]


def _nothing(_: object) -> None:
    """Stand in for a hook that nobody asked for."""


def import_instruments(
    stream: IO[bytes],
    *,
    target: Target,
    by: EventActor,
    now: datetime,
    on_added: OnAdded = _nothing,
    progress: Progress = _nothing,
) -> ImportReport:
    """Load a file's good rows and tell of the bad ones. `stream` is seekable and read from its beginning.

    `on_added` gets each chunk's new instruments (drafts) by id, so that a higher package can give them hours
    and a price; `progress` gets the position reached in the file, in bytes. Raises Invalid for a file that is
    refused whole (`missing_column`, `column_twice`, `no_commas`, `empty_file`, `not_utf8`,
    `unreadable_file`, `file_too_large`), NotFound for an unknown provider.
    """
    source = Source(stream)
    checked = CheckedRows(source, Placing(target, now))
    written = Written()
    while chunk := checked.take(CHUNK):
        done = write(chunk, checked.placing, now=now)
        on_added(done.added_ids)
        written += done
        progress(stream.tell())
    report = ImportReport(
        len(written.added_ids),
        written.updated,
        written.unchanged,
        tuple(checked.refused),
        source.ignored_columns,
    )
    record(
        subject_kind="import",
        subject_ref=new_reference("I"),
        action="import_instruments",
        at=now,
        actor=by,
        data={"target": str(target), "report": report.last_line},
    )
    return report


def rehearse_import(
    stream: IO[bytes],
    *,
    target: Target,
    by: EventActor,
    now: datetime,
    on_added: OnAdded = _nothing,
    progress: Progress = _nothing,
) -> ImportReport:
    """Report what `import_instruments` would do, and do nothing: all is undone to a savepoint."""
    savepoint = db.session.begin_nested()
    try:
        return import_instruments(stream, target=target, by=by, now=now, on_added=on_added, progress=progress)
    finally:
        savepoint.rollback()


class CheckedRows:
    """The good rows of a source, chunk by chunk; keeps the refused ones."""

    def __init__(self, source: Source, placing: Placing) -> None:
        self.placing = placing
        self.refused: list[RefusedRow] = []
        self._first_lines: dict[tuple[str, str], int] = {}
        self._rows = self._good(source)

    def take(self, most: int) -> list[ImportedRow]:
        """Return the next good rows; none when the file ends."""
        return list(islice(self._rows, most))

    def _good(self, source: Source) -> Iterator[ImportedRow]:
        for read in map(read_row, source):
            row = self._placed(read) if isinstance(read, ImportedRow) else read
            if isinstance(row, RefusedRow):
                self.refused.append(row)
            else:
                yield row

    def _placed(self, row: ImportedRow) -> ImportedRow | RefusedRow:
        """Refuse a row that belongs to nobody, or whose id came before at the same provider."""
        problem = self.placing.problem_of(row)
        if problem is None:
            first = self._first_lines.setdefault((self.placing.key_of(row), row.source_id), row.line)
            if first == row.line:
                return row
            problem = Problem(
                "duplicate_source_id",
                N_("The row has the id of line %(first)s."),
                field="source_id",
                values={"first": first, "line": row.line},
            )
        return RefusedRow(row.line, row.source_id, (problem,))
