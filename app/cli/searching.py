"""`flask search …`: what the search finds things by."""

import click
from flask.cli import AppGroup

from app.infra.reindexing import reindex
from app.parts import INDEXED

search = AppGroup("search", help="What the search finds things by.")


@search.command("reindex")
def reindex_all() -> None:
    """Put everything into the search anew: after an upgrade, or a restore without the search tables.

    The pool goes on meanwhile, and doing it twice changes nothing.
    """
    for each in INDEXED:
        click.echo(f"{each.kind}: {reindex(each)}")
