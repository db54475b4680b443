"""Pages of lists: the cursor is the last key shown. Most lists are read newest first, by a falling id."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from app.infra.api.cursors import decode_cursor, encode_cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.infra.api.schemas import PageQuery

T = TypeVar("T")


def before_id(query: PageQuery) -> int | None:
    """Return the id the page starts below, or None for the first page. Raises Invalid `invalid_cursor`."""
    if query.cursor is None:
        return None
    last: int = decode_cursor(query.cursor, int)[0]
    return last


def page(found: Sequence[T], limit: int, key: Callable[[T], object]) -> tuple[Sequence[T], str | None]:
    """Return the rows to show and the next cursor; `found` was asked for one row more than `limit`."""
    shown = found[:limit]
    return shown, encode_cursor([key(shown[-1])]) if len(found) > limit else None
