"""Where a page's list goes on."""

from __future__ import annotations

from flask import request

from app.infra.api import PageQuery
from app.infra.api.paging import before_id


def cursor_id() -> int | None:
    """Return the id before which the list goes on, or None on its first page. Raises `invalid_cursor`."""
    return before_id(PageQuery(cursor=request.args.get("cursor")))
