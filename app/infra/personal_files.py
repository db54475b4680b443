"""What is kept about a person, as files to hand over: whole rows of tables, as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, select

from app.infra.db import Base, db

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a person's data: its path in the archive, and what is in it."""

    path: str
    content: bytes


def rows_file(
    path: str, model: type[Base], condition: ColumnElement[bool], *, without: Collection[str] = ()
) -> DataFile:
    """Return the rows of a table as JSON, oldest first, `without` some columns: secrets and their hashes."""
    table: Table = Base.metadata.tables[model.__tablename__]
    columns = [column for column in table.columns if column.name not in without]
    query = select(*columns).where(condition).order_by(*table.primary_key.columns)
    return json_file(path, [dict(row) for row in db.session.execute(query).mappings()])


def json_file(path: str, values: object) -> DataFile:
    """Return plain values as a JSON file that a person can read."""
    text = json.dumps(values, ensure_ascii=False, indent=1, default=_plain)
    return DataFile(path, f"{text}\n".encode())


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no plain form of {value!r}")
