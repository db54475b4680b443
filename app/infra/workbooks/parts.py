"""The parts of a workbook, a zip of XML files: unpacked within limits."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TypeVar
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from app.infra.workbooks.refusals import too_large, unreadable
from app.infra.workbooks.tags import Reader, follow

MOST_PARTS = 1_000
# Of the parts that are read, all together: a small packed file can hold as many bytes as one likes.
MOST_UNPACKED = 24 * 1024 * 1024
_DAMAGED = (BadZipFile, ExpatError, zlib.error, EOFError, LookupError, ValueError, RuntimeError)

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
            # No more than `file_size` is ever unpacked, whatever the packed bytes would give.
            with self._zip.open(part) as stream:
                follow(stream, reader)
        except _DAMAGED as damage:
            raise unreadable() from damage
        return reader

    def _admit(self, size: int, compression: int) -> None:
        if compression not in (ZIP_STORED, ZIP_DEFLATED):
            raise unreadable()
        self._left -= size
        if self._left < 0:
            raise too_large()
