"""`flask hub …`: hubs are data, and come from files."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from app.hubs.loading import load_definition
from app.infra import clock
from app.infra.db import transaction
from app.infra.events import EventActor
from app.infra.filters import problem_fix, problem_text
from app.kernel.errors import DomainError, Problem

hub = AppGroup("hub", help="Hubs of the fields: biomedicine, integrated circuits, artificial intelligence.")

LOADER = EventActor(None, "flask hub", "system")
SHIPPED = Path(__file__).parent / "shipped"


class RefusedFile(click.ClickException):
    """The definition is refused whole."""

    exit_code = 2


@hub.command("load")
@click.argument("path", metavar="FILE.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(path: Path) -> None:
    """Make the hub that a file defines, or bring it to the definition.

    A new hub is a draft until the operator opens it. Definitions to begin with lie in app/hubs/shipped.
    """
    try:
        data = json.loads(path.read_bytes())
    except ValueError as error:
        raise RefusedFile(f"{path.name} is no JSON: {error}") from error
    try:
        slug, done = transaction(lambda: load_definition(data, by=LOADER, now=clock.now()))
    except DomainError as refusal:
        raise RefusedFile("\n".join(map(_told, refusal.problems))) from refusal
    click.echo(f"{slug}: {done}")


def _told(problem: Problem) -> str:
    text = f"{problem.field}: {problem_text(problem)}" if problem.field else problem_text(problem)
    fix = problem_fix(problem)
    return f"{text} {fix}" if fix else text
