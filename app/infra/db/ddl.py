"""Triggers for migrations: what both engines must refuse by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations


@dataclass(frozen=True, slots=True)
class Statements:
    """The same promise in both dialects."""

    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


def execute_all(op: Operations, statements: Statements) -> None:
    """Execute the statements of the engine at hand."""
    for statement in getattr(statements, op.get_bind().dialect.name):
        op.execute(statement)


def append_only(table: str) -> Statements:
    """Refuse UPDATE, DELETE and TRUNCATE of a table whose rows are history."""
    return Statements(
        sqlite=tuple(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}_is_append_only'); END"
            for verb in ("update", "delete")
        ),
        postgresql=(
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table}_is_append_only' "
            f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{table}_is_append_only'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
        ),
    )


def search_table(kind: str) -> Statements:
    """Create the table that `infra.search` fills for one kind of subject."""
    return Statements(
        sqlite=(
            f"CREATE VIRTUAL TABLE search_{kind} USING fts5(tokens, tokenize = 'unicode61 remove_diacritics 0')",
        ),
        postgresql=(
            f"CREATE TABLE search_{kind} (ref integer PRIMARY KEY, tokens tsvector NOT NULL)",
            f"CREATE INDEX ix_search_{kind}_tokens ON search_{kind} USING gin (tokens)",
        ),
    )
