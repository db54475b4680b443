"""What commands ask of the database before they begin."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from app.infra.config import ROOT
from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Callable


def needs_database(command: click.Command) -> click.Command:
    """Make a command, or all of a group, refuse with a plain word where the database is not ready."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            needs_database(inner)
    elif command.callback is not None:
        command.callback = _after_check(command.callback)
    return command


def _after_check(callback: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(callback)
    def checked(*args: Any, **kwargs: Any) -> Any:
        _refuse_unready()
        return callback(*args, **kwargs)

    return with_appcontext(checked)


def _refuse_unready() -> None:
    try:
        with db.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_heads()
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise click.ClickException(f"The database can not be reached: {reason}") from error
    if set(found) != set(ScriptDirectory(str(ROOT / "migrations")).get_heads()):
        raise click.ClickException("The database is not migrated. Run first: flask --app wsgi db upgrade")
