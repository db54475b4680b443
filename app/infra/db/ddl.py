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


def changed(columns: str) -> str:
    """Return the condition that one of the columns (names with spaces between) is being changed."""
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns.split())


def trigger_function(name: str, when: str, body: str) -> tuple[str, str]:
    """Return PostgreSQL's function and row trigger of one name."""
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


def guard(name: str, when: str, condition: str) -> Statements:
    """Refuse a row when the condition holds; both engines read it alike, and the name is the error's."""
    refuse = (
        f"RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{name}';"
    )
    return Statements(
        sqlite=(f"CREATE TRIGGER {name} {when} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{name}'); END",),
        postgresql=trigger_function(name, when, f"IF {condition} THEN {refuse} END IF; RETURN NEW;"),
    )


def kept(table: str) -> tuple[Statements, Statements]:
    """Refuse DELETE and REPLACE of a table whose rows change but never go."""
    return guard(f"{table}_is_kept", f"BEFORE DELETE ON {table}", "TRUE"), no_replace(table)


def no_replace(table: str) -> Statements:
    """Refuse SQLite's INSERT OR REPLACE of a row that stands: it deletes without firing a DELETE trigger."""
    stands = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 -- a table of ours
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}_is_kept'); END"
    return Statements(
        sqlite=(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {stands} {refuse}",),
        postgresql=(),
    )


def append_only(table: str) -> Statements:
    """Refuse UPDATE, DELETE, TRUNCATE and REPLACE of a table whose rows are history."""
    name = f"{table}_is_append_only"
    function = f"""
        CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{name}';
        END $$"""
    rows = f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"""
    whole = f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    return Statements(
        sqlite=(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            *no_replace(table).sqlite,
        ),
        postgresql=(function, rows, whole),
    )


def unchanged(columns: str) -> str:
    """Return the condition that none of the columns (names with spaces between) is being changed."""
    return " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in columns.split())


def append_only_but(table: str, allowed: str) -> Statements:
    """Let an append-only table take the one kind of UPDATE that a condition describes."""
    name, passes = f"{table}_is_append_only", f"COALESCE(({allowed}), FALSE)"
    update = f"""
        CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT {passes}
        BEGIN SELECT RAISE(ABORT, '{name}'); END"""
    function = f"""
        CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF {passes} THEN RETURN NEW; END IF;
            END IF;
            RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{name}';
        END $$"""
    return Statements(sqlite=(f"DROP TRIGGER {table}_no_update", update), postgresql=(function,))


def search_table(kind: str) -> Statements:
    """Create the table that `infra.search` fills for one kind of subject."""
    tokenizer = "tokenize = 'unicode61 remove_diacritics 0'"
    return Statements(
        sqlite=(f"CREATE VIRTUAL TABLE search_{kind} USING fts5(tokens, {tokenizer})",),
        postgresql=(
            f"CREATE TABLE search_{kind} (ref integer PRIMARY KEY, tokens tsvector NOT NULL)",
            f"CREATE INDEX ix_search_{kind}_tokens ON search_{kind} USING gin (tokens)",
        ),
    )
