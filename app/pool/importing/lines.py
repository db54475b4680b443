"""The lines of a file as text, plain or unpacked, in bounded memory; and again, where a row went astray."""

from __future__ import annotations

import codecs
import gzip
from collections import deque
from typing import IO, TYPE_CHECKING, cast

from app.kernel.errors import Invalid
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 1_000_000
# Far above any register of instruments: a small packed file can hold as many bytes as one likes.
LARGEST_FILE = 256 * 1024 * 1024

_GZIP = b"\x1f\x8b"
_UTF16_OR_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


class Lines:
    """An iterator over lines, which can go back to the second line of a row."""

    def __init__(self, stream: IO[bytes], most_bytes: int = LARGEST_FILE) -> None:
        """Take a seekable stream, plain or packed, from its beginning; `most_bytes` counts it unpacked."""
        stream.seek(0)
        self._fresh = _lines(_unpacked(stream), most_bytes)
        self._again = deque[str]()
        self._row: list[str] = []
        self._number = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._fresh)
        self._row.append(line)
        self._number += 1
        return line

    def begin_row(self) -> int:
        """Return the number of the line to come, on which a row begins."""
        self._row.clear()
        return self._number + 1

    def go_back(self) -> None:
        """Give all lines of the present row again but its first: an open quote swallows what follows."""
        swallowed = self._row[1:]
        self._again.extendleft(reversed(swallowed))
        self._number -= len(swallowed)


def _unpacked(stream: IO[bytes]) -> IO[bytes]:
    magic = stream.read(len(_GZIP))
    stream.seek(0)
    if magic != _GZIP:
        return stream
    return cast("IO[bytes]", gzip.GzipFile(fileobj=stream))


def _lines(stream: IO[bytes], most_bytes: int) -> Iterator[str]:
    """Yield text lines. Bytes that are no UTF-8 become lone surrogates, so that only their row is refused."""
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(_UTF16_OR_32):
        raise Invalid(
            "not_utf8", N_("The file is in UTF-16 or UTF-32, not UTF-8."), fix=N_("Save it as “CSV UTF-8”.")
        )
    if start.startswith(codecs.BOM_UTF8):
        stream.seek(len(codecs.BOM_UTF8))
    left = most_bytes
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise Invalid("unreadable_file", N_("A line is longer than a million bytes."))
        left -= len(line)
        if left < 0:
            raise Invalid(
                "file_too_large",
                N_("The file is larger than %(megabytes)s MB."),
                fix=N_("Split it into several files."),
                megabytes=most_bytes // 1024 // 1024,
            )
        yield line.decode("utf-8", "surrogateescape")
