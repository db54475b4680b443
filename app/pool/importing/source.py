"""Reads a CSV file of instruments row by row in bounded memory: plain or gzip, with or without a BOM."""

from __future__ import annotations

import codecs
import csv
import gzip
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COLUMNS = (
    "source_id", "name", "name_zh", "name_en", "maker", "model", "category", "class_code", "institution",
    "department", "country", "region", "city", "location", "lat", "lon", "year", "status", "price_note",
    "description", "link",
)  # fmt: skip
REQUIRED = ("source_id", "name")

LONGEST_LINE = 1_000_000

_GZIP = b"\x1f\x8b"
_UTF16_OR_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row by column, with the line it starts on; or why it cannot be read."""

    line: int
    cells: Mapping[str, str]
    problem: Problem | None = None


class Source:
    """An open file: its header has been read and is good. Raises Invalid for a file that is refused whole."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Read the header of a seekable stream, from its beginning."""
        stream.seek(0)
        self._reader = csv.reader(_lines(_unpacked(stream)))
        self._header = header = self._read_header()
        self.ignored_columns = tuple(name for name in header if name and name not in COLUMNS)

    def __iter__(self) -> Iterator[SourceRow]:
        """Yield every row that is not blank."""
        line = self._reader.line_num + 1
        rows = self._rows()
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield SourceRow(
                    line,
                    {},
                    Problem("unreadable_row", N_("This is no CSV: %(why)s"), values={"why": str(error)}),
                )
                rows = self._rows()
            else:
                if any(cell.strip() for cell in cells):
                    yield self._row(line, cells)
            line = self._reader.line_num + 1

    def _read_header(self) -> list[str]:
        try:
            header = [name.strip().lower() for name in next(self._rows(), [])]
        except csv.Error as error:
            raise Invalid("unreadable_file", N_("The header is no CSV.")) from error
        _check_header(header)
        return header

    def _rows(self) -> Iterator[list[str]]:
        """Read on; a damaged or cut file is refused whole, wherever the damage is."""
        try:
            yield from self._reader
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


def _unpacked(stream: IO[bytes]) -> IO[bytes]:
    magic = stream.read(len(_GZIP))
    stream.seek(0)
    if magic != _GZIP:
        return stream
    return cast("IO[bytes]", gzip.GzipFile(fileobj=stream))


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """Yield text lines. Bytes that are no UTF-8 become lone surrogates, so that only their row is refused."""
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(_UTF16_OR_32):
        raise Invalid(
            "not_utf8", N_("The file is in UTF-16 or UTF-32, not UTF-8."), fix=N_("Save it as “CSV UTF-8”.")
        )
    if start.startswith(codecs.BOM_UTF8):
        stream.seek(len(codecs.BOM_UTF8))
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise Invalid("unreadable_file", N_("A line is longer than a million bytes."))
        yield line.decode("utf-8", "surrogateescape")


def _is_undecoded(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _check_header(header: list[str]) -> None:
    if not any(header):
        raise Invalid("empty_file", N_("The file has no header row."))
    if any(_is_undecoded(name) or "\x00" in name for name in header):
        raise Invalid("not_utf8", N_("The header is not UTF-8 text."), fix=N_("Save it as “CSV UTF-8”."))
    problems = [
        Problem(
            "missing_column", N_("The file has no column %(column)s."), field=name, values={"column": name}
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
