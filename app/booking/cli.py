"""`flask import instruments …`: loading a catalogue needs the pool's instruments and the calendar's hours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from app.booking.publishing.importing import Template, equipping
from app.calendar.domain.hours import WeeklyHours
from app.infra import clock
from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.infra.filters import problem_text
from app.kernel.errors import DomainError
from app.pool.domain.days import POOL_ZONE
from app.pool.domain.rates import RateTerms
from app.pool.importing import ByInstitution, ToProvider, import_instruments, rehearse_import

if TYPE_CHECKING:
    from app.pool.importing import ImportReport, Target

imports = AppGroup("import", help="Loading catalogues.")


@imports.command("instruments")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--provider", metavar="CODE", help="All rows are this provider's.")
@click.option("--by-institution", is_flag=True, help="Each row is its institution's.")
@click.option("--dry-run", is_flag=True, help="Report, and write nothing.")
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON with opening_hours and rate_card for the new instruments, which are then published.",
)
def import_command(
    file: Path, *, provider: str | None, by_institution: bool, dry_run: bool, template: Path | None
) -> None:
    """Load instruments from FILE, a CSV, perhaps gzipped: good rows are loaded, bad ones reported."""
    if bool(provider) == by_institution:
        message = "Give either --provider CODE or --by-institution."
        raise click.UsageError(message)
    target: Target = ToProvider(provider) if provider else ByInstitution()
    run = rehearse_import if dry_run else import_instruments
    now = clock.now()
    try:
        with file.open("rb") as stream, click.progressbar(length=file.stat().st_size, label=file.name) as bar:
            report = transaction(
                lambda: run(
                    stream,
                    target=target,
                    by=SYSTEM,
                    now=now,
                    on_added=equipping(_template(template), SYSTEM, now),
                    progress=lambda position: bar.update(position - bar.pos),
                )
            )
    except DomainError as refusal:
        raise click.ClickException(" ".join(problem_text(each) for each in refusal.problems)) from refusal
    _print(report)


def _print(report: ImportReport) -> None:
    if report.ignored_columns:
        click.echo(f"ignored columns: {', '.join(report.ignored_columns)}")
    for row in report.refused:
        reasons = "; ".join(_reason(problem.field, problem_text(problem)) for problem in row.problems)
        click.echo(f"line {row.line}: {reasons}")
    click.echo(report.last_line)


def _reason(field: str | None, text: str) -> str:
    return f"{field} {text}" if field else text


def _template(file: Path | None) -> Template:
    if file is None:
        return Template()
    data = json.loads(file.read_text())
    return Template(
        zone=POOL_ZONE.key,
        hours=WeeklyHours.from_dict({"timezone": POOL_ZONE.key, **data["opening_hours"]}),
        terms=RateTerms.from_dict(data["rate_card"]),
    )
