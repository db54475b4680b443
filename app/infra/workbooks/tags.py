"""The XML of a part, followed tag by tag, within limits that the parser itself does not set."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Protocol
from xml.parsers import expat

from app.infra.workbooks.refusals import too_large, unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_TAGS = 1_500_000
# The parser keeps every tag that is open, and every name there was.
DEEPEST, MOST_NAMES = 100, 1_000
# Of a tag or a comment; one that has not ended is read from its beginning again with each step.
LONGEST_TAG = 256 * 1024
_STEP = 64 * 1024


class Reader(Protocol):
    """Follows the tags of one part."""

    def start(self, tag: str, attributes: Mapping[str, str], /) -> None:
        """Enter a tag."""

    def end(self, tag: str, /) -> None:
        """Leave a tag."""

    def data(self, text: str, /) -> None:
        """Take a piece of the text inside the tag."""


def follow(stream: IO[bytes], reader: Reader) -> None:
    """Hand a reader all tags. Raises Invalid for too many or a document type, ExpatError for no XML."""
    guarded, names = _Guarded(reader), dict[str, str]()
    parser = expat.ParserCreate(intern=names)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = guarded.doctype
    parser.StartElementHandler, parser.EndElementHandler = guarded.start, guarded.end
    parser.CharacterDataHandler = reader.data
    taken = 0
    while piece := stream.read(_STEP):
        parser.Parse(piece, False)  # noqa: FBT003 -- more comes
        taken += len(piece)
        if len(names) > MOST_NAMES or taken - parser.CurrentByteIndex > LONGEST_TAG:
            raise too_large()
    parser.Parse(b"", True)  # noqa: FBT003 -- the end


class _Guarded:
    """Hands tags by local names, whatever edition of the format they are of, and counts them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._tags = self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._tags, self._depth = self._tags + 1, self._depth + 1
        if self._tags > MOST_TAGS or self._depth > DEEPEST:
            raise too_large()
        said = {_local(name): value for name, value in attributes.items() if not name.startswith("xmlns:")}
        self._reader.start(_local(tag), said)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._reader.end(_local(tag))

    def doctype(self, *_declared: object) -> None:
        raise unreadable()


def _local(name: str) -> str:
    return name.rpartition(":")[2]
