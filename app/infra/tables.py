"""Lists as files for a spreadsheet: CSV and XLSX, in which no text of anybody's becomes a formula."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import xlsxwriter
from babel.numbers import get_currency_precision
from flask import Response, send_file

from app.kernel.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

Cell = str | int | Decimal | Money | date | None

# What makes a spreadsheet read a text as a formula; the full-width signs do so in a Chinese Excel.
_LEADING = tuple("=+-@＝＋－＠")
_FIRST_PRINTABLE = " "
BOM = "\ufeff"


class TableFormat(StrEnum):
    """How a list leaves. The values are the endings of its addresses."""

    CSV = "csv"
    XLSX = "xlsx"


# Flask says of texts that they are UTF-8.
_MEDIA_TYPES = {
    TableFormat.CSV: "text/csv",
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A list to write: its name (the file's, without ending), its columns, its rows, and how new it is.

    The same table gives the same bytes. `rows` may be lazy: they are read once, a row at a time.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    as_of: datetime


def inert(text: str) -> str:
    """Return a text that a spreadsheet shows instead of computing: marked as text where it must be."""
    bare = text.lstrip(" ")
    return f"'{text}" if bare.startswith(_LEADING) or (bare[:1] and _is_control(bare[0])) else text


def as_csv(table: Table) -> bytes:
    """Write a table as CSV: UTF-8 with a byte order mark, so that Excel reads the Chinese; CRLF."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow([inert(column) for column in table.columns])
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return (BOM + file.getvalue()).encode()


def as_xlsx(table: Table) -> bytes:
    """Write a table as XLSX, holding one row at a time; amounts and dates are numbers with a format."""
    file = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": table.as_of.replace(tzinfo=None)})
        amount = book.add_format({"num_format": "#,##0.00"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        head = book.add_format({"bold": True})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(table.columns) - 1, 24)
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, inert(column), head)
        for line, row in enumerate(table.rows, start=1):
            for at, cell in enumerate(row):
                match cell:
                    case Money():
                        sheet.write_number(line, at, _decimal(cell), amount)
                    case date():
                        sheet.write_datetime(line, at, cell, day)
                    case int() | Decimal():
                        sheet.write_number(line, at, cell)
                    case str():
                        sheet.write_string(line, at, inert(cell))
    return file.getvalue()


def send_table(table: Table, form: TableFormat) -> Response:
    """Answer a table as a download."""
    content = as_csv(table) if form is TableFormat.CSV else as_xlsx(table)
    response = send_file(
        BytesIO(content),
        mimetype=_MEDIA_TYPES[form],
        as_attachment=True,
        download_name=f"{table.name}.{form}",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def send_for_programs(table: Table) -> Response:
    """Answer a table as CSV for programs: all rows, and no byte order mark, which would be a heading's.

    It is written before it is sent, so that no slow reader holds a connection to the database.
    """
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(table.columns)
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    response = Response(file.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{table.name}.csv"'
    response.headers["Cache-Control"] = "public, max-age=600"
    return response


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Money():
            return f"{_decimal(cell):f}"
        case date():
            return cell.isoformat()
        case int() | Decimal():
            return str(cell)
        case str():
            return inert(cell)


def _decimal(amount: Money) -> Decimal:
    return Decimal(amount.minor).scaleb(-get_currency_precision(amount.currency))


def _is_control(character: str) -> bool:
    return character < _FIRST_PRINTABLE or "\x7f" <= character <= "\x9f"
