"""Makes plain text of what a file holds: no HTML, no control characters, single spaces."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {
        "address",
        "br",
        "dd",
        "div",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "p",
        "td",
        "th",
        "tr",
    }
)
_UNREAD = frozenset({"script", "style", "template", "iframe", "object"})
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SPACES = re.compile(r"\s+")

# Text that went through several programs is escaped as often ("&amp;lt;br&amp;gt;").
_MOST_PASSES = 4


def plain(text: str) -> str:
    """Return the text without tags (scripts and styles with their content), entities decoded."""
    for _ in range(_MOST_PASSES):
        if "<" not in text and "&" not in text:
            break
        before, text = text, _without_tags(text)
        if text == before:
            break
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip()


def _without_tags(text: str) -> str:
    reader = _TextReader()
    reader.feed(text)
    reader.close()
    return "".join(reader.texts)


class _TextReader(HTMLParser):
    """Collects the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNREAD:
            self._unread += 1
        elif tag in _BLOCKS:
            self.texts.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _BLOCKS:
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag in _BLOCKS:
            self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.texts.append(data)
