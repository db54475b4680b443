"""How connections behave on each engine."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url

# True while `transaction()` runs: SQLite then takes its write lock at the start.
writing: ContextVar[bool] = ContextVar("writing", default=False)

SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=20000")
POSTGRESQL_OPTIONS = "-c timezone=UTC -c idle_in_transaction_session_timeout=60000 -c lock_timeout=20000"


def engine_options(database_url: str) -> dict[str, Any]:
    """Return the engine's options for a database address."""
    if make_url(database_url).get_backend_name() == "sqlite":
        return {"connect_args": {"check_same_thread": False}, "pool_size": 20, "max_overflow": 40}
    # psycopg behind pgbouncer in transaction mode would need prepare_threshold=None (docs/operations.md).
    return {
        "connect_args": {"options": POSTGRESQL_OPTIONS},
        "pool_size": 20,
        "max_overflow": 20,
        "pool_pre_ping": False,
        "pool_recycle": 1800,
    }


def prepare(engine: Engine) -> None:
    """Hook the engine's connections. SQLite otherwise loses updates silently (stack.md, trap 1)."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("translate", 3, _translate, deterministic=True)


def _translate(text: str | None, characters: str, others: str) -> str | None:
    """Return a text with each character exchanged for another, as PostgreSQL's function of this name does."""
    return None if text is None else text.translate(str.maketrans(characters, others))


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")
