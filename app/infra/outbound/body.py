"""Reading the content of an answer: as long as it says, no larger than allowed, decoded in bounds."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from app.infra.outbound import faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse
    from io import BufferedReader

AT_ONCE = 65_536
#: A compressed answer may be made of so many pieces, each with a head of its own.
MOST_MEMBERS = 16
_LONGEST_LINE = 4096
_MOST_TRAILERS = 100
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(;.*)?\r?\n", re.DOTALL)
_GZIP = b"\x1f\x8b"
_GZIP_BITS, _ZLIB_BITS, _BARE_BITS = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


def read_body(response: HTTPResponse, most_bytes: int) -> bytes:
    """Return the content of an answer whose head is read. Raises Unreached."""
    if response.length == 0:
        return b""
    raw = bytearray()
    for piece in _pieces(response, most_bytes):
        raw += piece
        if len(raw) > most_bytes:
            raise faults.unreached(faults.TOO_LARGE)
    coding = ", ".join(response.headers.get_all("Content-Encoding", [])).strip().lower()
    return _decoded(bytes(raw), coding, most_bytes) if raw else b""


def _pieces(response: HTTPResponse, most_bytes: int) -> Iterator[bytes]:
    reader: BufferedReader = response.fp
    transfer = response.headers.get_all("Transfer-Encoding", [])
    if transfer:
        if [each.strip().lower() for each in transfer] != ["chunked"]:
            raise faults.unreached(faults.BAD_ANSWER)
        return _chunks(reader)
    length = _length(response)
    if length is None:
        return iter(lambda: reader.read1(AT_ONCE), b"")
    if length > most_bytes:
        raise faults.unreached(faults.TOO_LARGE)
    return _exactly(reader, length)


def _length(response: HTTPResponse) -> int | None:
    """Return the length an answer says it has, if it says one. Raises Unreached where it says several."""
    said = {
        part.strip() for each in response.headers.get_all("Content-Length", []) for part in each.split(",")
    }
    if not said:
        return None
    length = said.pop()
    if said or not (length.isascii() and length.isdecimal() and len(length) < 20):
        raise faults.unreached(faults.BAD_ANSWER)
    return int(length)


def _exactly(reader: BufferedReader, length: int) -> Iterator[bytes]:
    while length:
        piece = reader.read1(min(length, AT_ONCE))
        if not piece:
            raise faults.unreached(faults.WRONG_LENGTH)
        length -= len(piece)
        yield piece


def _chunks(reader: BufferedReader) -> Iterator[bytes]:
    while size := _chunk_size(reader):
        yield from _exactly(reader, size)
        if _line(reader).strip():
            raise faults.unreached(faults.BAD_ANSWER)
    for _ in range(_MOST_TRAILERS):
        if not _line(reader).strip():
            return
    raise faults.unreached(faults.BAD_ANSWER)


def _chunk_size(reader: BufferedReader) -> int:
    size = _CHUNK_SIZE.fullmatch(_line(reader))
    if size is None:
        raise faults.unreached(faults.BAD_ANSWER)
    return int(size[1], 16)


def _line(reader: BufferedReader) -> bytes:
    line = reader.readline(_LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise faults.unreached(faults.BAD_ANSWER if len(line) == _LONGEST_LINE else faults.WRONG_LENGTH)
    return line


def _decoded(raw: bytes, coding: str, most_bytes: int) -> bytes:
    if coding in ("", "identity"):
        return raw
    if coding in ("gzip", "x-gzip"):
        return _inflated(raw, _GZIP_BITS, most_bytes)
    if coding == "deflate":  # by the book with a zlib head, by habit without
        is_zlib = raw[0] & 0x0F == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
        return _inflated(raw, _ZLIB_BITS if is_zlib else _BARE_BITS, most_bytes)
    raise faults.unreached(faults.BAD_ANSWER)  # never asked for; two codings, one in the other, are a trap


def _inflated(raw: bytes, bits: int, most_bytes: int) -> bytes:
    out = bytearray()
    for _ in range(MOST_MEMBERS):
        inflate = zlib.decompressobj(bits)
        try:
            out += inflate.decompress(raw, most_bytes - len(out) + 1)
        except zlib.error:
            raise faults.unreached(faults.BAD_ANSWER) from None
        if len(out) > most_bytes:
            raise faults.unreached(faults.TOO_LARGE)
        if not inflate.eof:
            raise faults.unreached(faults.WRONG_LENGTH)
        raw = inflate.unused_data
        if not raw.startswith(_GZIP):
            return bytes(out)
    raise faults.unreached(faults.BAD_ANSWER)
