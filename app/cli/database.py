"""What commands ask of the database before they begin."""

from __future__ import annotations

import click
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from app.infra.db import db


def refuse_unmigrated() -> None:
    """End the command with a plain word when the database is not there, or not migrated."""
    try:
        is_migrated = inspect(db.engine).has_table("booking")
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise click.ClickException(f"The database can not be reached: {reason}") from error
    if not is_migrated:
        raise click.ClickException("The database is not migrated. Run first: flask --app wsgi db upgrade")
