"""`flask import usage` and `flask import bookings`: what a lab brings from its earlier system."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext

from app.booking.domain.moving import DateOrder, Meaning, MoveKind
from app.booking.domain.moving_headings import Heading, guessed_columns
from app.booking.forms.moving import Ours, guessed_instruments
from app.booking.moving.files import checked, keep_bytes, kept_content, take_file_over
from app.booking.moving.tables import is_calendar, read_sheet
from app.booking.moving.taking_over import foresee, instruments_of, read_file
from app.calendar.domain.feed import own_hosts
from app.cli.imports import IMPORTER, RefusedFile, told
from app.infra import clock
from app.infra.db import transaction
from app.kernel.errors import DomainError, Invalid
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.days import POOL_ZONE

if TYPE_CHECKING:
    from datetime import datetime

    from app.booking.moving.rows import ReadRows
    from app.booking.moving.taking_over import MoveReport
    from app.pool.domain.cards import InstrumentCard, ProviderCard


@dataclass(frozen=True, slots=True)
class Said:
    """What a mapping says; the rest is guessed."""

    columns: dict[Heading, str]
    instruments: dict[str, int]
    order: DateOrder
    zone: str


def _command(kind: MoveKind, says: str) -> click.Command:
    """Return `flask import KIND`."""

    @click.command(str(kind), help=says)
    @click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--provider", metavar="CODE", required=True, help="Whose instruments the file speaks of.")
    @click.option(
        "--mapping",
        type=click.File("r", encoding="utf-8"),
        help="JSON: columns {instrument, date, start, end, minutes, who, purpose: heading}, instruments "
        '{their name: our id}, order "day_first"|"month_first", zone. What it leaves out is guessed.',
    )
    @click.option("--dry-run", is_flag=True, help="Report what would be done, and write nothing.")
    @with_appcontext
    def command(path: Path, provider: str, mapping: IO[str] | None, dry_run: bool) -> None:  # noqa: FBT001 -- a flag
        now, said = clock.now(), _said(mapping)
        try:
            content = checked(path.read_bytes())
            read = _read(content, provider, said, kind, now)
            report = foresee(read, kind)
            if not dry_run:
                transaction(lambda: _take(content, path.name, provider, read, kind, now))
        except DomainError as refusal:
            raise RefusedFile("\n".join(map(told, refusal.problems))) from refusal
        _print(report)
        if dry_run:
            click.echo("Nothing was written: this was a dry run.", err=True)

    return command


usage = _command(
    MoveKind.USAGE, "Load past use from a CSV, XLSX or ICS FILE: for statistics, never for money."
)
bookings = _command(
    MoveKind.BOOKINGS, "Load standing bookings from a CSV, XLSX or ICS FILE: their time is closed."
)


def _said(mapping: IO[str] | None) -> Said:
    """Return what a mapping says. Raises RefusedFile for what is none."""
    try:
        facts = json.load(mapping) if mapping else {}
        columns = {Heading(what): str(heading) for what, heading in facts.get("columns", {}).items()}
        instruments = {str(name): int(number) for name, number in facts.get("instruments", {}).items()}
        order, zone = DateOrder(facts.get("order", DateOrder.DAY_FIRST)), facts.get("zone", POOL_ZONE.key)
        return Said(columns, instruments, order, ZoneInfo(zone).key)
    except (ValueError, TypeError, AttributeError, LookupError, OSError) as error:
        raise RefusedFile(f"The mapping can't be read: {error}") from error


def _read(content: bytes, code: str, said: Said, kind: MoveKind, now: datetime) -> ReadRows:
    provider = pool.get_provider(code)
    meaning = _meaning(content, said, provider)
    own = own_hosts(current_app.config["SETTINGS"].base_url)
    return read_file(content, meaning, provider, kind, now, own)


def _take(content: bytes, name: str, code: str, read: ReadRows, kind: MoveKind, now: datetime) -> None:
    organisation_id = pool.get_provider(code).organisation_id
    card, _ = kept_content(keep_bytes(content, name, kind, organisation_id, now), organisation_id)
    take_file_over(card, read, IMPORTER, now)


def _meaning(content: bytes, said: Said, provider: ProviderCard) -> Meaning:
    columns, instruments = said.columns, said.instruments
    if not is_calendar(content):
        sheet = read_sheet(content)
        columns = guessed_columns(sheet.headings) | columns
        ours = [_ours(card) for card in instruments_of(provider).values()]
        names = sheet.names(columns.get(Heading.INSTRUMENT))
        instruments = guessed_instruments(names, ours) | instruments
    elif not instruments:
        message = N_("A calendar names no instrument: say in the mapping which it is.")
        raise Invalid("no_instrument", message, fix=N_('Write {"instruments": {"": 12}}, with its id.'))
    return Meaning(columns, instruments, said.order, said.zone)


def _ours(card: InstrumentCard) -> Ours:
    details = card.details
    return Ours(card.id, card.name, (card.name, details.name_zh, details.name_en, details.model))


def _print(report: MoveReport) -> None:
    for row in report.refused:
        click.echo(f"line {row.line}: {told(row.problem)}")
    click.echo(report.last_line)
