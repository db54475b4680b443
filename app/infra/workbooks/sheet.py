"""The cells of a sheet as texts: numbers as they are typed, days as ISO, faults with their row and column."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from app.infra.workbooks.book import Texts, unescaped
from app.infra.workbooks.moments import last_day, moment_text
from app.infra.workbooks.refusals import FIELD, too_large, unreadable
from app.kernel.errors import Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.infra.workbooks.book import Book

MOST_COLUMNS = 256
# A short cell may name a long shared text: what is read is counted, not only what is unpacked.
MOST_CHARACTERS = 24 * 1024 * 1024
MOST_PROBLEMS = 100
# A workbook keeps 15 digits of a number: of a longer one, the rest is lost.
_ROUNDED = 10**15
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_BREAKS = re.compile(r"[\x00-\x1f\x7f]+")


class Sheet:
    """Collects the cells that hold something, by row and column from 1, and what is wrong with them."""

    def __init__(self, book: Book) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self.problems: list[Problem] = []
        self._book = book
        self._row = self._column = self._characters = 0
        self._kind = self._style = ""
        self._value: list[str] | None = None
        self._inline: Texts | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._inline is not None:
            self._inline.start(tag, attributes)
            return
        match tag:
            case "row":
                self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            case "c":
                self._place(attributes.get("r"))
                self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            case "v":
                self._value = []
            case "is":
                self._inline = Texts()

    def end(self, tag: str) -> None:
        if self._inline is not None:
            self._inline.end(tag)
            if tag == "is":
                self._keep(self._inline.texts[0])
                self._inline = None
        elif tag == "v" and self._value is not None:
            self._keep(self._read("".join(self._value)))
            self._value = None

    def data(self, text: str) -> None:
        if self._inline is not None:
            self._inline.data(text)
        elif self._value is not None:
            self._value.append(text)

    def _place(self, place: str | None) -> None:
        """Go to a cell; one that does not say where it is stands behind the last."""
        if place is None:
            self._column += 1
            return
        found = _PLACE.fullmatch(place)
        if found is None or int(found[2]) != self._row:
            raise unreadable()
        self._column = 0
        for letter in found[1]:
            self._column = self._column * 26 + ord(letter) - ord("A") + 1

    def _keep(self, text: str) -> None:
        text = _BREAKS.sub(" ", text).strip()  # a line is a row
        if not text:
            return
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise too_large()
        if self._column > MOST_COLUMNS:
            message = N_("Row %(line)s, column %(column)s: a table may have at most %(most)s columns.")
            self._refuse("too_many_columns", message, N_("Delete what stands beside it."), most=MOST_COLUMNS)
            return
        self.rows.setdefault(self._row, {})[self._column] = text

    def _read(self, value: str) -> str:
        match self._kind:
            case "s":
                return self._book.texts[int(value)]
            case "str":
                return unescaped(value)
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "d":
                return value.removesuffix("T00:00:00").replace("T", " ")
            case "e":
                message = N_("Row %(line)s, column %(column)s: the formula gives an error, %(error)s.")
                self._refuse(
                    "cell_is_error", message, N_("Mend the formula, or type its result."), error=value[:20]
                )
                return ""
            case _:
                return self._number(value)

    def _number(self, value: str) -> str:
        if not value:
            return ""  # a formula that was never computed
        number = float(value)
        if not abs(number) < _ROUNDED:
            message = N_(
                "Row %(line)s, column %(column)s: a number of more than 15 digits has lost its last ones."
            )
            fix = N_("Make the column's format “Text”, and type the number again.")
            self._refuse("number_rounded", message, fix)
            return ""
        book, style = self._book, int(self._style)
        if style in book.moments and 0 <= number <= last_day(since_1904=book.since_1904):
            return moment_text(number, since_1904=book.since_1904, shows_hour=style in book.clocks)
        return f"{Decimal(f'{number:.15g}'):f}" if number else "0"

    def _refuse(self, code: str, message: str, fix: str, **values: object) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            place = {"line": self._row, "column": column_letters(self._column)}
            self.problems.append(Problem(code, message, FIELD, fix, values | place))


def column_letters(column: int) -> str:
    """Return a column as a workbook names it: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
