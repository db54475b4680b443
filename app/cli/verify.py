"""`flask verify`: every invariant of the domain against the database."""

import click
from flask.cli import with_appcontext

from app.parts import CHECKS

MOST_SHOWN = 20


@click.command("verify")
@click.pass_context
@with_appcontext
def verify(context: click.Context) -> None:
    """Check every invariant; a line each. Exits 1 on the first broken kind."""
    for check in CHECKS:
        broken = check.run()
        click.echo(f"{'broken' if broken else 'ok    '} {check.code:4} {check.title}")
        if broken:
            for line in broken[:MOST_SHOWN]:
                click.echo(f"       {line}")
            if len(broken) > MOST_SHOWN:
                click.echo(f"       … and {len(broken) - MOST_SHOWN} more")
            context.exit(1)
