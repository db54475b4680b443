"""Makes plain text of what a file holds: no HTML, no control characters, single spaces."""

import re
from html import unescape

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
# A start or end tag, or a declaration. Nothing is tried twice and nothing reaches beyond the next "<": a cell
# full of beginnings takes no longer than another (Python's HTMLParser then takes minutes).
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][^\s/<>]*+)(?:(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+>|[^<>]*+>)|<[!?][^<>]*+>"""
)
_SPACES = re.compile(r"\s+")

# Text that went through several programs is escaped as often ("&amp;lt;br&amp;gt;").
_MOST_PASSES = 4


def plain(text: str) -> str:
    """Return the text without tags (scripts and styles with their content), entities decoded."""
    if not text:
        return text  # as most cells are
    for _ in range(_MOST_PASSES):
        if "<" not in text and "&" not in text:
            break
        before, text = text, _without_tags(text)
        if text == before:
            break
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip()


def _without_tags(text: str) -> str:
    texts, at, unread = list[str](), 0, 0
    text = _without_comments(text)
    for tag in _TAG.finditer(text):
        if not unread:
            texts.append(unescape(text[at : tag.start()]))
        at = tag.end()
        is_end, name = tag["end"], (tag["name"] or "").lower()
        if name in _BLOCKS:
            texts.append(" ")
        elif name in _UNREAD and not tag[0].endswith("/>"):
            unread = max(0, unread - 1) if is_end else unread + 1
    return "".join(texts if unread else [*texts, unescape(text[at:])])


def _without_comments(text: str) -> str:
    """Return the text without comments; one that nobody ends goes on to the end, as it does in a browser."""
    first, *others = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in others)
