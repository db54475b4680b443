"""How an invariant becomes a check: its queries answer a line for each row that breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Callable


def broken(*queries: str) -> Callable[[], list[str]]:
    """Return what runs the queries and gathers their lines."""

    def run() -> list[str]:
        return [str(line) for query in queries for line in db.session.scalars(text(query))]

    return run
