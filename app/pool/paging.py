"""Pages of the pool's lists, read by a key that rises."""

from __future__ import annotations

from typing import TypeVar

from app.infra.api import PageQuery, decode_cursor

Key = TypeVar("Key", int, str)


def after(query: PageQuery, first: Key) -> Key:
    """Return the key after which the page begins. Raises Invalid `invalid_cursor`."""
    if query.cursor is None:
        return first
    last: Key = decode_cursor(query.cursor, type(first))[0]
    return last
