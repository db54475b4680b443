"""A workbook as the CSV that it would have been saved as: a line a row, so that rows keep their numbers."""

from __future__ import annotations

import csv
from io import StringIO

from app.infra.workbooks.book import open_book
from app.infra.workbooks.parts import Parts
from app.infra.workbooks.refusals import FIELD, too_large, unreadable
from app.infra.workbooks.sheet import Sheet
from app.kernel.errors import Invalid
from app.kernel.text import N_

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# As many rows as a sheet may have, of which most may be empty.
LAST_ROW = 1_048_576
# Sparse rows are mostly commas.
_MOST_WRITTEN = 64 * 1024 * 1024


def is_workbook(content: bytes) -> bool:
    """Tell by its beginning whether a file is a workbook, or one that only old Excels or a password open."""
    return content.startswith((_ZIP, _OLD_OFFICE))


def table_of(content: bytes) -> bytes:
    """Return the first visible sheet as CSV in UTF-8.

    Raises Invalid: `old_workbook`, `workbook_unreadable`, `workbook_too_large`, or every cell that can not be
    read (`cell_is_error`, `number_rounded`, `too_many_columns`) with its row and column.
    """
    if content.startswith(_OLD_OFFICE):
        raise Invalid(
            "old_workbook",
            N_("This workbook is of the old kind (.xls), or locked by a password."),
            field=FIELD,
            fix=N_("Save it in Excel or WPS as a workbook (.xlsx) without a password, or as CSV."),
        )
    parts = Parts(content)
    book = open_book(parts)
    sheet = parts.read(book.first_sheet, Sheet(book))
    if sheet.problems:
        raise Invalid.of(sheet.problems)
    return _written(sheet)


def _written(sheet: Sheet) -> bytes:
    if not all(0 < row <= LAST_ROW for row in sheet.rows):
        raise unreadable()
    file = StringIO()
    writer = csv.writer(file)
    last = 0
    for row, cells in sorted(sheet.rows.items()):
        file.write("\r\n" * (row - last - 1))
        writer.writerow([cells.get(column, "") for column in range(1, max(cells) + 1)])
        last = row
        if file.tell() > _MOST_WRITTEN:
            raise too_large()
    return file.getvalue().encode()
