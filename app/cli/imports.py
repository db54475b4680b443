"""`flask import instruments`: a CSV of instruments into the pool (design/api.md, "Instrument CSV")."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from app.booking.publishing.importing import PLAIN, Template, equipping
from app.cli.standard_template import standard_template
from app.infra import clock
from app.infra.db import transaction
from app.infra.events import EventActor
from app.infra.filters import problem_fix, problem_text
from app.kernel.errors import DomainError
from app.pool.domain.days import pool_day
from app.pool.importing import ByInstitution, Target, ToProvider, import_instruments, rehearse_import
from app.pool.regions import load_regions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.kernel.errors import Problem
    from app.pool.importing import ImportReport

imports = AppGroup("import", help="Bring data into the pool.")

IMPORTER = EventActor(None, "flask import", "system")


class RefusedFile(click.ClickException):
    """The file, or whose it shall be, is refused whole."""

    exit_code = 2


@imports.command("instruments")
@click.argument("path", metavar="FILE.csv[.gz]", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--provider", metavar="CODE", help="All rows are this provider's.")
@click.option(
    "--by-institution", is_flag=True, help="Each row is its institution's; new ones become providers."
)
@click.option("--dry-run", is_flag=True, help="Report what would be done, and write nothing.")
@click.option(
    "--template",
    type=click.Choice(["standard", "none"]),
    default="standard",
    show_default=True,
    help="standard: new instruments get usual hours and a price, and are published; none: they stay drafts.",
)
@click.option("--no-template", "template", flag_value="none", help="The same as --template none.")
def instruments(
    path: Path,
    provider: str | None,
    by_institution: bool,  # noqa: FBT001 -- a command's flag
    dry_run: bool,  # noqa: FBT001 -- a command's flag
    template: str,
) -> None:
    """Load instruments from a CSV file. Bad rows are reported; the good ones load.

    A row with a source_id that the provider has already changes that instrument. The report's last line is
    `added N, updated N, unchanged N, refused N`.
    """
    if (provider is None) == (not by_institution):
        raise click.UsageError("Say whose the instruments are: --provider CODE, or --by-institution.")
    target = ByInstitution() if provider is None else ToProvider(provider)
    now = clock.now()
    start = standard_template(pool_day(now)) if template == "standard" else PLAIN
    run = rehearse_import if dry_run else import_instruments
    try:
        report = _loaded(path, run, target, start, now)
    except DomainError as refusal:
        raise RefusedFile("\n".join(map(told, refusal.problems))) from refusal
    if dry_run:
        click.echo("Nothing was written: this was a dry run.")
    _print(report)


def _loaded(
    path: Path, run: Callable[..., ImportReport], target: Target, template: Template, now: datetime
) -> ImportReport:
    with (
        path.open("rb") as stream,
        click.progressbar(length=path.stat().st_size, label=path.name, file=sys.stderr) as bar,
    ):

        def work() -> ImportReport:
            load_regions()  # places are found by name among them; a fresh database has none
            return run(
                stream,
                target=target,
                by=IMPORTER,
                now=now,
                on_added=equipping(template, IMPORTER, now),
                progress=lambda position: bar.update(position - bar.pos),
            )

        return transaction(work)


def _print(report: ImportReport) -> None:
    if report.ignored_columns:
        click.echo(f"ignored columns: {', '.join(report.ignored_columns)}")
    for row in report.refused:
        which = f"line {row.line} ({row.source_id})" if row.source_id else f"line {row.line}"
        click.echo(f"{which}: {'; '.join(map(told, row.problems))}")
    click.echo(report.last_line)


def told(problem: Problem) -> str:
    """Return a problem in one line: its field, what is wrong, what to do."""
    text = f"{problem.field}: {problem_text(problem)}" if problem.field else problem_text(problem)
    fix = problem_fix(problem)
    return f"{text} {fix}" if fix else text
