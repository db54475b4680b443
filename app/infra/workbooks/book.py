"""What a sheet's cells refer to: shared texts, formats that are days; and which sheet is the first."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.infra.workbooks.moments import is_clock, is_moment
from app.infra.workbooks.refusals import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.infra.workbooks.parts import Parts

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_UNPAIRED = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook apart from its cells. `moments` are the styles, by number, that show days or times, `clocks`
    those that show the hour.
    """

    texts: Sequence[str]
    moments: frozenset[int]
    clocks: frozenset[int]
    since_1904: bool
    first_sheet: str


def open_book(parts: Parts) -> Book:
    """Read all but the sheet."""
    contents = parts.read("xl/workbook.xml", _Contents())
    targets = parts.read("xl/_rels/workbook.xml.rels", _Relations()).targets
    texts = parts.read("xl/sharedStrings.xml", Texts()).texts if parts.has("xl/sharedStrings.xml") else []
    styles = parts.read("xl/styles.xml", _Styles()) if parts.has("xl/styles.xml") else _Styles()
    target = next((targets[each] for each in contents.sheets if each in targets), None)
    if target is None:
        raise unreadable()
    sheet = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return Book(texts, styles.showing(is_moment), styles.showing(is_clock), contents.since_1904, sheet)


def unescaped(text: str) -> str:
    """Return a text with the characters that XML can not hold, such as _x000D_; _x005F_ is an underscore."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return _UNPAIRED.sub("\ufffd", text)


class _Contents:
    def __init__(self) -> None:
        self.sheets: list[str] = []
        self.since_1904 = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif tag == "sheet" and attributes.get("state", "visible") == "visible":
            self.sheets.append(attributes["id"])

    def end(self, _tag: str) -> None: ...

    def data(self, _text: str) -> None: ...


class _Relations:
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            self.targets[attributes["Id"]] = attributes["Target"]

    def end(self, _tag: str) -> None: ...

    def data(self, _text: str) -> None: ...


class _Styles:
    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []
        self._in_cells = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag:
            case "numFmt":
                self._codes[int(attributes["numFmtId"])] = attributes["formatCode"]
            case "cellXfs":
                self._in_cells = True
            case "xf" if self._in_cells:
                self._formats.append(int(attributes.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False

    def data(self, _text: str) -> None: ...

    def showing(self, shows: Callable[[int, str | None], bool]) -> frozenset[int]:
        """Return the styles whose format, by its number and code, shows something."""
        shown = {number: shows(number, self._codes.get(number)) for number in set(self._formats)}
        return frozenset(style for style, number in enumerate(self._formats) if shown[number])


class Texts:
    """Collects texts, each of one or several runs; how they are spoken, which Excel may add, is left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._runs: list[str] = []
        self._spoken = 0
        self._reads = False

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        match tag:
            case "si" | "is":
                self._runs = []
            case "rPh":
                self._spoken += 1
            case "t":
                self._reads = not self._spoken

    def end(self, tag: str) -> None:
        match tag:
            case "si" | "is":
                self.texts.append(unescaped("".join(self._runs)))
            case "rPh":
                self._spoken -= 1
            case "t":
                self._reads = False

    def data(self, text: str) -> None:
        if self._reads:
            self._runs.append(text)
