"""How an invariant becomes a check: its queries answer a line for each row that breaks it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text

from app.infra.db import db


@dataclass(frozen=True, slots=True)
class Broken:
    """Runs the queries and gathers their lines."""

    queries: tuple[str, ...]

    def __call__(self) -> list[str]:
        """Return a line for each row that breaks the invariant."""
        return [str(line) for query in self.queries for line in db.session.scalars(text(query))]


def broken(*queries: str) -> Broken:
    """Return what runs the queries and gathers their lines."""
    return Broken(queries)
