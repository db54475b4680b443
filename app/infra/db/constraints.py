"""A constraint's name becomes a domain error: the database keeps the promise, this table gives it words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

from app.infra.db.base import db

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Executable, Result

    from app.kernel.errors import DomainError

_named: dict[str, Callable[[], DomainError]] = {}
_lost_races: set[str] = set()


def constraint_error(
    name: str, refusal: Callable[[], DomainError], *, sqlite_columns: str | None = None
) -> None:
    """Register what a violated constraint means.

    SQLite does not name a violated UNIQUE constraint but its columns (`UNIQUE constraint failed:
    booking.ref`); `sqlite_columns` gives that text, e.g. `"booking.ref"`.
    """
    _named[name] = refusal
    if sqlite_columns is not None:
        _named[f"UNIQUE constraint failed: {sqlite_columns}"] = refusal


def race_lost(name: str, *, sqlite_columns: str) -> None:
    """Register a unique constraint whose violation only says that somebody else wrote first.

    The same work, tried again, comes after theirs; `transaction()` does so.
    """
    _lost_races.update((name, f"UNIQUE constraint failed: {sqlite_columns}"))


def is_race_lost(error: DBAPIError) -> bool:
    """Tell whether a database error is such a violation."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return name in _lost_races or str(error.orig) in _lost_races


def domain_error_of(error: DBAPIError) -> DomainError | None:
    """Return the refusal that a database error means, or None."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if name in _named:
        return _named[name]()
    text = str(error.orig)
    return next((refusal() for known, refusal in _named.items() if known in text), None)


def execute_checked(statement: Executable, values: Any = None) -> Result[Any]:
    """Execute now; a violated constraint is raised as its DomainError."""
    try:
        return db.session.execute(statement, values)
    except DBAPIError as error:
        refusal = domain_error_of(error)
        if refusal is None:
            raise
        raise refusal from error


def flush_checked() -> None:
    """Flush now; a violated constraint is raised as its DomainError."""
    try:
        db.session.flush()
    except DBAPIError as error:
        refusal = domain_error_of(error)
        if refusal is None:
            raise
        raise refusal from error
