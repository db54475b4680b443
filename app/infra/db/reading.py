"""Reading single rows day and night, past the session and the way through SQLAlchemy's results (ADR 0022)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, make_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Dialect, Engine, Select
    from sqlalchemy.engine.interfaces import DBAPIConnection


@dataclass(frozen=True, slots=True)
class Question:
    """A statement with its parameters, ready to be asked over and over."""

    prepared: _Prepared
    bound: Any


class Reader:
    """Asks over connections of its own, which stay open: one for each thread that asks at the same time.

    Each statement sees what is committed by then. Nothing is written.
    """

    def __init__(self, engine: Engine) -> None:
        """Connect when first asked."""
        self._engine = engine
        self._idle: deque[_Kept] = deque()
        # Whatever it is: a plan that a migration made stale is a reason to begin anew, as a lost server is.
        self._failed: type[Exception] = engine.dialect.loaded_dbapi.Error
        event.listen(engine, "engine_disposed", self._close)

    def question(self, statement: Select[Any], parameters: Mapping[str, Any]) -> Question:
        """Return what to ask for; `parameters` may hold more than the statement asks for.

        A statement is kept as its driver takes it: it should be made once.
        """
        prepared = _prepared(statement, self._engine.dialect)
        return Question(prepared, prepared.bound(parameters))

    def one(self, question: Question) -> Any:
        """Return the row with its columns by name; None where there is none, or no answer."""
        kept: _Kept | None = None
        try:
            kept = self._idle_one() or _Kept(self._engine)
            found = kept.ask(question)
        except self._failed:
            if kept is not None:
                kept.connection.close()
            return None
        self._idle.append(kept)
        return found

    def _idle_one(self) -> _Kept | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _close(self, _engine: Engine) -> None:
        while self._idle:
            self._idle.pop().connection.close()


class _Kept:
    """A connection, and the one cursor that is used on it."""

    def __init__(self, engine: Engine) -> None:
        pooled = engine.raw_connection()
        pooled.detach()  # from the pool, which is for what comes and goes
        # The driver's own: SQLAlchemy's rolls back before it closes, and complains of each that was lost.
        self.connection = cast("DBAPIConnection", pooled.dbapi_connection)
        engine.dialect.set_isolation_level(self.connection, "AUTOCOMMIT")
        self.cursor = self.connection.cursor()

    def ask(self, question: Question) -> Any:
        prepared = question.prepared
        self.cursor.execute(prepared.text, question.bound)
        rows = self.cursor.fetchall()  # all: SQLite would keep its snapshot for a row that is not fetched
        return prepared.read(rows[0]) if rows else None


class _Prepared:
    """A statement in the words of a driver, with what is done to its parameters and to its rows."""

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.text = compiled.string
        self._names = compiled.positiontup
        self._binders: dict[str, Callable[[Any], Any] | None] = {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect)
            for name, bind in compiled.binds.items()
        }
        self._constants = {name: self._bind(name, value) for name, value in compiled.params.items()}
        columns = statement.selected_columns
        self._row = make_dataclass("Row", [str(each.key) for each in columns], slots=True)
        readers = (each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns)
        self._readers = [(at, read) for at, read in enumerate(readers) if read is not None]

    def bound(self, parameters: Mapping[str, Any]) -> Any:
        given = {name: self._bind(name, parameters[name]) for name in self._binders if name in parameters}
        values = self._constants | given
        return values if self._names is None else [values[name] for name in self._names]

    def read(self, row: Any) -> Any:
        values = list(row)
        for at, read in self._readers:
            values[at] = read(values[at])
        return self._row(*values)

    def _bind(self, name: str, value: Any) -> Any:
        bind = self._binders[name]
        return value if bind is None or value is None else bind(value)


@lru_cache(maxsize=64)
def _prepared(statement: Select[Any], dialect: Dialect) -> _Prepared:
    return _Prepared(statement, dialect)
