"""The parts of a workbook, a zip of XML files: unpacked within limits, and parsed without a tree."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Protocol, TypeVar
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from app.kernel.errors import Invalid
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD = "file"
MOST_PARTS = 1_000
# Of the parts that are read, all together: a small packed file can hold as many bytes as one likes.
MOST_UNPACKED = 24 * 1024 * 1024
_STEP = 64 * 1024
_DAMAGED = (BadZipFile, ET.ParseError, zlib.error, EOFError, KeyError, ValueError, IndexError, RuntimeError)


class Reader(Protocol):
    """Follows the tags of one part."""

    def start(self, tag: str, attributes: Mapping[str, str], /) -> None:
        """Enter a tag."""

    def end(self, tag: str, /) -> None:
        """Leave a tag."""

    def data(self, text: str, /) -> None:
        """Take a piece of the text inside the tag."""


R = TypeVar("R", bound=Reader)


class Parts:
    """An open workbook. Raises Invalid for what is none, is damaged, or holds too much."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(content))
        except _DAMAGED as damage:
            raise unreadable() from damage
        if len(self._zip.infolist()) > MOST_PARTS:
            raise too_large()
        self._left = MOST_UNPACKED

    def has(self, name: str) -> bool:
        """Tell whether there is such a part: styles and shared texts may be left out."""
        return name in self._zip.namelist()

    def read(self, name: str, reader: R) -> R:
        """Let a reader follow a part from its first tag to its last, and return it."""
        try:
            part = self._zip.getinfo(name)
            self._admit(part.file_size, part.compress_type)
            parser = ET.XMLParser(target=_Guarded(reader))  # noqa: S314 -- see above
            # No more than `file_size` is ever unpacked, whatever the packed bytes would give.
            with self._zip.open(part) as stream:
                while piece := stream.read(_STEP):
                    parser.feed(piece)
            parser.close()
        except _DAMAGED as damage:
            raise unreadable() from damage
        return reader

    def _admit(self, size: int, compression: int) -> None:
        if compression not in (ZIP_STORED, ZIP_DEFLATED):
            raise unreadable()
        self._left -= size
        if self._left < 0:
            raise too_large()


class _Guarded:
    """Hands tags by local names, whatever edition of the format they are of; refuses a document type."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.data = reader.data

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._reader.start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._reader.end(_local(tag))

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise unreadable()

    def close(self) -> None:
        """End the part; the reader has what it collected."""


def unreadable() -> Invalid:
    """Return the refusal of what only looks like a workbook."""
    return Invalid(
        "workbook_unreadable",
        N_("This is no workbook that can be read: it is damaged, or of another kind."),
        field=FIELD,
        fix=N_("Save it again in Excel or WPS as a workbook (.xlsx), or as CSV."),
    )


def too_large() -> Invalid:
    """Return the refusal of a workbook that holds more than is read."""
    return Invalid(
        "workbook_too_large",
        N_("The workbook holds more than is read at once."),
        field=FIELD,
        fix=N_("Copy the table alone into a new workbook, or save it as CSV."),
    )


def _local(name: str) -> str:
    return name.rpartition("}")[2]
