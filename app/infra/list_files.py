"""Any list as a file: the columns are told once, the rows are read a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar
from zoneinfo import ZoneInfo

from flask_babel import gettext

from app.infra.tables import Cell, Table, TableFormat, send_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from flask import Response

T = TypeVar("T")

#: Nobody reads more lines than this; a longer list is narrowed first.
MOST_LINES = 10_000
#: How many rows are read at once.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its heading (a catalogue text), and how its cell is read off a row."""

    heading: str
    cell: Callable[[T], Cell]


def send_list(
    name: str, columns: Sequence[Column[T]], rows: Iterable[T], ending: str, now: datetime
) -> Response:
    """Answer a list as a download in the reader's language."""
    lines = (tuple(column.cell(row) for column in columns) for row in islice(rows, MOST_LINES))
    headings = tuple(gettext(column.heading) for column in columns)
    return send_table(Table(f"{name}-{now:%Y-%m-%d}", headings, lines, now), TableFormat(ending))


def every(read: Callable[[str | None], tuple[Sequence[T], str | None]]) -> Iterator[T]:
    """Return all rows of a list, page after page; `read` answers a cursor with a page and the next cursor."""
    rows, cursor = read(None)
    yield from rows
    while cursor is not None:
        rows, cursor = read(cursor)
        yield from rows


def wall_text(at: datetime | None, zone: str) -> str | None:
    """Write a moment on the clock of a place, as a spreadsheet sorts it."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" if at else None
