"""The signs of a text that readers see; others hide words, turn the line's direction, or break a feed."""

from __future__ import annotations

import unicodedata

# Turn the direction of whatever follows them, also beyond their own text.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def seen(text: str) -> str:
    """Return a text without controls, turns of direction and half characters; its line ends stay."""
    return "".join(sign for sign in text if sign == "\n" or _is_seen(sign))


def cleaned(text: str) -> str:
    """Return what is seen of a text that was typed: one kind of line end, no tabs, nothing around it."""
    return seen(text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)).strip()


def on_one_line(text: str) -> str:
    """Return a cleaned text with single spaces for whatever space there is: a name, a title."""
    return " ".join(cleaned(text).split())


def _is_seen(sign: str) -> bool:
    if sign in _TURNING or sign in "\ufffe\uffff":
        return False
    return unicodedata.category(sign) not in ("Cc", "Cs")
