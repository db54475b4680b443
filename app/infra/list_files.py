"""Any list as a file: the columns are told once, the rows come from what reads the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from zoneinfo import ZoneInfo

from flask_babel import gettext

from app.infra.tables import Cell, Table, TableFormat, send_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from flask import Response

T = TypeVar("T")

#: Nobody reads more lines than this; a longer list says so in its last line, and is narrowed first.
MOST_LINES = 5_000
#: How many rows are read, in as many statements as a page takes: those, and one that says there are more.
READ = MOST_LINES + 1


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its heading (a catalogue text), and how its cell is read off a row."""

    heading: str
    cell: Callable[[T], Cell]


def send_list(
    name: str, columns: Sequence[Column[T]], rows: Iterable[T], ending: str, now: datetime
) -> Response:
    """Answer a list as a download in the reader's language."""
    headings = tuple(gettext(column.heading) for column in columns)
    table = Table(f"{name}-{now:%Y-%m-%d}", headings, _lines(columns, rows), now)
    return send_table(table, TableFormat(ending))


def _lines(columns: Sequence[Column[T]], rows: Iterable[T]) -> Iterator[tuple[Cell, ...]]:
    for number, row in enumerate(rows):
        if number == MOST_LINES:
            told = gettext("There are more than %(limit)s lines. Narrow the list first.", limit=MOST_LINES)
            yield (told, *(None for _ in columns[1:]))
            return
        yield tuple(column.cell(row) for column in columns)


def wall_text(at: datetime | None, zone: str) -> str | None:
    """Write a moment on the clock of a place, as a spreadsheet sorts it."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if at else None
