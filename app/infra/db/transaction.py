"""One request, one transaction; only its opener commits."""

from __future__ import annotations

import random
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from app.infra.db.base import db
from app.infra.db.constraints import domain_error_of, is_race_lost
from app.infra.db.engine import writing

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
P = ParamSpec("P")

ATTEMPTS = 5
SERIALISATION_FAILURE, DEADLOCK = "40001", "40P01"

# SQLite has one writer. Waiting here is fair and sleeps; its own busy handler polls, and starves some.
_one_writer = threading.Lock()


class NestedTransactionError(RuntimeError):
    """Somebody opened a transaction inside another: the inner commit would break the outer promise."""


def transaction(work: Callable[[], T]) -> T:
    """Run `work` in one transaction, commit, and return its result.

    A deadlock, a serialisation failure or a lost race for a number runs `work` again from the start (at most
    ATTEMPTS times), so `work` must do nothing but read and write the database. A constraint's refusal is
    raised as its DomainError. Anything else rolls back and is raised as it is.
    """
    if writing.get():
        raise NestedTransactionError
    with _writer_turn():
        token = writing.set(True)
        try:
            return _attempts(work)
        finally:
            writing.reset(token)


def _attempts(work: Callable[[], T]) -> T:
    attempt = 1
    while True:
        db.session.rollback()  # ends a read transaction, whose snapshot would be stale
        try:
            result = work()
            db.session.commit()
        except DBAPIError as error:
            db.session.rollback()
            if attempt < ATTEMPTS and _is_passing(error):
                attempt += 1
                time.sleep(random.uniform(0.002, 0.02) * attempt)  # noqa: S311 -- jitter, not a secret
                continue
            refusal = domain_error_of(error)
            if refusal is not None:
                raise refusal from error
            raise
        except BaseException:
            db.session.rollback()
            raise
        return result


def read_only() -> None:
    """Read without BEGIN and ROLLBACK: two round trips to PostgreSQL less, and psycopg keeps its statements.

    (It forgets every prepared statement at a ROLLBACK.) Each statement sees what is committed by then, as
    under READ COMMITTED. Where the session has read already, or on SQLite, it stays as it is.
    """
    if db.engine.dialect.name == "postgresql" and not db.session().in_transaction():
        db.session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})


def one_moment() -> None:
    """Read all that follows as of one moment, so that what is written meanwhile is not seen in parts."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":  # SQLite reads so by itself
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def transactional(view: Callable[P, T]) -> Callable[P, T]:
    """Run a view in one transaction."""

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        return transaction(lambda: view(*args, **kwargs))

    return wrapper


def _writer_turn() -> AbstractContextManager[object]:
    return _one_writer if db.engine.dialect.name == "sqlite" else nullcontext()


def _is_passing(error: DBAPIError) -> bool:
    """Tell whether the same work may succeed when simply tried again."""
    state = getattr(error.orig, "sqlstate", None)
    passing = state in (SERIALISATION_FAILURE, DEADLOCK) or "database is locked" in str(error.orig)
    return passing or is_race_lost(error)
