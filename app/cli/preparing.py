"""What every command does first: look at the database, and choose a language."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from alembic.runtime.migration import MigrationContext
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError

from app.infra.db import db
from app.infra.db.revisions import newest_revision

if TYPE_CHECKING:
    from collections.abc import Callable


def prepared(command: click.Command) -> click.Command:
    """Make a command, or all of a group, refuse with a plain word where the database is not ready.

    They speak English throughout: the words of commands are, and programs read them.
    """
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            prepared(inner)
    elif command.callback is not None:
        command.callback = _preparing(command.callback)
    return command


def _preparing(callback: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(callback)
    def prepare(*args: Any, **kwargs: Any) -> Any:
        _refuse_unready()
        with force_locale("en"):
            return callback(*args, **kwargs)

    return with_appcontext(prepare)


def _refuse_unready() -> None:
    try:
        with db.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_heads()
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise click.ClickException(f"The database can not be reached: {reason}") from error
    if set(found) != {newest_revision()}:
        raise click.ClickException("The database is not migrated. Run first: flask --app wsgi db upgrade")
