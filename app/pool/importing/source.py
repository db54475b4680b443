"""Reads a CSV file of instruments row by row in bounded memory: plain or gzip, with or without a BOM."""

from __future__ import annotations

import csv
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_
from app.pool.importing.headings import IN_CHINESE, column_of
from app.pool.importing.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COLUMNS = (
    "source_id", "name", "name_zh", "name_en", "maker", "model", "category", "class_code", "institution",
    "department", "country", "region", "city", "location", "lat", "lon", "year", "status", "price_note",
    "description", "link",
)  # fmt: skip
REQUIRED = ("source_id", "name")


# So many rows that are no CSV are told one by one; after that the file is none.
MOST_UNREADABLE = 100
# What stands between cells where the program that saved the file, or a person, thought otherwise.
_NO_COMMAS = ";\t，；"


@dataclass(frozen=True, slots=True)
class RowLimit:
    """How many rows a file may have, and what to do with a longer one."""

    most: int
    fix: str


#: What a command loads, however long it takes.
BY_COMMAND = RowLimit(200_000, N_("Split it into several files."))
#: What is loaded while somebody waits for a page.
AT_ONCE = RowLimit(
    5_000,
    N_("Split it into several files, or ask the operator to load it whole: “flask import instruments”."),
)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row by column, with the line it starts on; or why it cannot be read."""

    line: int
    cells: Mapping[str, str]
    problem: Problem | None = None


class Source:
    """An open file: its header has been read and is good. Raises Invalid for a file that is refused whole."""

    def __init__(self, stream: IO[bytes], limit: RowLimit = BY_COMMAND) -> None:
        """Read the header of a seekable stream, from its beginning."""
        self._limit = limit
        self._lines = Lines(stream)
        # Strict: a quote that is never closed is a mistake, not the rest of the file in one cell.
        self._reader = csv.reader(self._lines, strict=True)
        self._header = header = self._read_header()
        self.ignored_columns = tuple(name for name in header if name and name not in COLUMNS)

    def __iter__(self) -> Iterator[SourceRow]:
        """Yield every row that is not blank."""
        rows = unreadable = 0
        while True:
            line = self._lines.begin_row()
            try:
                cells = self._next()
            except csv.Error as error:
                unreadable += 1
                if unreadable > MOST_UNREADABLE:
                    raise Invalid("unreadable_file", N_("Too many of its rows are no CSV.")) from error
                self._lines.go_back()
                problem = Problem("unreadable_row", N_("This is no CSV: %(why)s"), values={"why": str(error)})
                yield SourceRow(line, {}, problem)
                continue
            if cells is None:
                return
            rows += 1
            _check_number(rows, self._limit)
            if any(cell.strip() for cell in cells):
                yield self._row(line, cells)

    def _read_header(self) -> list[str]:
        try:
            header = [column_of(name) for name in self._next() or []]
        except csv.Error as error:
            raise Invalid("unreadable_file", N_("The header is no CSV.")) from error
        _check_header(header)
        return header

    def _next(self) -> list[str] | None:
        """Read on; None at the end. A damaged or cut file is refused whole, wherever the damage is."""
        try:
            return next(self._reader, None)
        except (OSError, EOFError, zlib.error) as error:
            raise Invalid("unreadable_file", N_("The file is damaged or cut off.")) from error

    def _row(self, line: int, cells: list[str]) -> SourceRow:
        named = dict(zip(self._header, cells, strict=False))
        problem = None
        if any(_is_undecoded(cell) for cell in cells):
            problem = Problem(
                "not_utf8",
                N_("This is not UTF-8 text."),
                fix=N_("If the file is in GBK, save it as “CSV UTF-8”."),
            )
        elif any(cell.strip() for cell in cells[len(self._header) :]):
            problem = Problem("too_many_cells", N_("The row has more cells than the header."))
        return SourceRow(line, named, problem)


def _is_undecoded(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _check_number(rows: int, limit: RowLimit) -> None:
    if rows > limit.most:
        message = N_("The file has more than %(most)s rows.")
        raise Invalid("file_too_large", message, fix=limit.fix, most=limit.most)


def _check_header(header: list[str]) -> None:
    if not any(header):
        raise Invalid("empty_file", N_("The file has no header row."))
    if any(_is_undecoded(name) or "\x00" in name for name in header):
        raise Invalid("not_utf8", N_("The header is not UTF-8 text."), fix=N_("Save it as “CSV UTF-8”."))
    if len(header) == 1 and any(sign in header[0] for sign in _NO_COMMAS):
        raise Invalid(
            "no_commas",
            N_("The cells of the header are not separated by commas."),
            fix=N_("Save it as CSV, with commas between the cells."),
        )
    problems = [
        Problem(
            "missing_column",
            N_("The file has no column %(column)s."),
            field=name,
            fix=N_("Head it %(column)s or %(heading)s."),
            values={"column": name, "heading": IN_CHINESE[name]},
        )
        for name in REQUIRED
        if name not in header
    ]
    problems += [
        Problem(
            "column_twice", N_("The column %(column)s is there twice."), field=name, values={"column": name}
        )
        for name in COLUMNS
        if header.count(name) > 1
    ]
    if problems:
        raise Invalid.of(problems)
