"""Pages of the pool's lists, read by a key that rises: the cursor is the last key shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.infra.api import PageQuery, decode_cursor, encode_cursor

Card = TypeVar("Card")
Key = TypeVar("Key", int, str)


def after(query: PageQuery, first: Key) -> Key:
    """Return the key after which the page begins. Raises Invalid `invalid_cursor`."""
    if query.cursor is None:
        return first
    last: Key = decode_cursor(query.cursor, type(first))[0]
    return last


def page(
    found: Sequence[Card], limit: int, key: Callable[[Card], object]
) -> tuple[Sequence[Card], str | None]:
    """Return the cards to show and the next cursor; `found` was asked for one card more than `limit`."""
    shown = found[:limit]
    return shown, encode_cursor([key(shown[-1])]) if len(found) > limit else None
