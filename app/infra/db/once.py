"""Inserting a row once by its `key`, and not at all where a condition holds: both in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, not_, select, true
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Insert, Table

_NEW = "new_"


def insert_once(
    table: Table, names: Sequence[str], *, unless: ColumnElement[bool] | None = None
) -> Mapping[str, Insert]:
    """Return the statement by dialect; it takes the row as `as_new` gives it, and what `unless` asks."""
    row = select(*(bindparam(f"{_NEW}{name}", type_=table.c[name].type) for name in names))
    wanted = row.where(true() if unless is None else not_(unless))
    return {
        "sqlite": sqlite.insert(table)
        .from_select(names, wanted, include_defaults=False)
        .on_conflict_do_nothing(index_elements=["key"]),
        "postgresql": postgresql.insert(table)
        .from_select(names, wanted, include_defaults=False)
        .on_conflict_do_nothing(index_elements=["key"]),
    }


def as_new(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as the parameters of such a statement."""
    return {f"{_NEW}{name}": value for name, value in row.items()}
