"""A file of another system as lines of cells, or as a calendar."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from app.infra.workbooks import is_workbook, table_of
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.pool.importing import as_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ROWS = 50_000
#: Each is offered for each thing that a column may be.
MOST_COLUMNS = 300
SEPARATORS = ",;\t"
# With this line spreadsheets are told what separates the cells; they count the rows from behind it.
_SAYS_SEPARATOR = re.compile(r"sep=([,;|\t])\r?\n", re.IGNORECASE)
CALENDAR = b"BEGIN:VCALENDAR"
#: What an instrument is called in a file that names none.
UNNAMED = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its headings, and each row that is not blank with the line it begins on."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def cell(self, cells: tuple[str, ...], heading: str | None) -> str:
        """Return a row's cell under a heading, empty where the row or the file has none."""
        if heading is None or heading not in self.headings:
            return ""
        at = self.headings.index(heading)
        return cells[at].strip() if at < len(cells) else ""

    def names(self, heading: str | None) -> list[str]:
        """Return the different cells under a heading, as they come first."""
        return [name for name in dict.fromkeys(self.cell(cells, heading) for _, cells in self.rows) if name]


def is_calendar(content: bytes) -> bool:
    """Tell whether a file is an iCalendar file."""
    return CALENDAR in content[:1000].upper()


def plain(content: bytes) -> bytes:
    """Return a workbook's first sheet as CSV, any other file as it is. Raises Invalid for a damaged one."""
    return b"sep=,\r\n" + table_of(content) if is_workbook(content) else content


def read_sheet(content: bytes) -> Sheet:
    """Return a CSV file's rows, whatever separates its cells. Raises Invalid for what is none."""
    text = as_utf8(content).decode("utf-8-sig", "replace")
    if "\0" in text:
        raise Invalid("unreadable_file", N_("This is no CSV file."), field="file")
    text, separator = _separated(text)
    try:
        lines = list(islice(_lines(text, separator), MOST_ROWS + 2))
    except csv.Error:
        raise Invalid("unreadable_file", N_("This is no CSV file."), field="file") from None
    if not lines:
        raise Invalid("empty_file", N_("The file has no header row."), field="file")
    if len(lines) > MOST_ROWS + 1:
        raise Invalid(
            "file_too_large",
            N_("The file has more than %(most)s rows."),
            field="file",
            fix=N_("Split it into several files."),
            most=MOST_ROWS,
        )
    if len(lines[0][1]) > MOST_COLUMNS:
        raise Invalid(
            "too_many_columns",
            N_("The file has more than %(most)s columns."),
            field="file",
            fix=N_("Leave out those that say nothing of the time."),
            most=MOST_COLUMNS,
        )
    return Sheet(tuple(cell.strip() for cell in lines[0][1]), tuple(lines[1:]))


def _separated(text: str) -> tuple[str, str]:
    """Return a table without the line that says what separates its cells, and what does."""
    if said := _SAYS_SEPARATOR.match(text):
        return text[said.end() :], said[1]
    first = text.lstrip().partition("\n")[0]
    return text, max(SEPARATORS, key=first.count)


def _lines(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(StringIO(text), delimiter=separator)
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, tuple(cells)
        begins = reader.line_num + 1
