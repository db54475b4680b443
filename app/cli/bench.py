"""`flask bench load`: data to measure with."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from app.demo.volume.due import Due, load_due
from app.demo.volume.loading import Volume, is_empty, load_volume
from app.demo.volume.people import FIRST_EMAIL
from app.infra import clock
from app.infra.db import transaction

bench = AppGroup("bench", help="Data to measure with.")
seeded = click.option("--seed", type=int, default=1, show_default=True, help="The same seed loads the same.")


@bench.command("load")
@click.option(
    "--instruments", type=click.IntRange(1, 1_000_000), required=True, help="How many, all bookable."
)
@click.option(
    "--bookings", type=click.IntRange(0, 10_000_000), required=True, help="How many, past and coming."
)
@seeded
def load(instruments: int, bookings: int, seed: int) -> None:
    """Fill an empty database with that many; refuse one that is in use."""
    if not is_empty():
        raise click.ClickException("The database is not empty: measure in one of its own.")
    volume = Volume(instruments, bookings, seed)
    with click.progressbar(length=bookings, label="bookings", file=sys.stderr) as bar:
        try:
            transaction(lambda: load_volume(volume, now=clock.now(), progress=bar.update))
        except ValueError as error:
            raise click.ClickException(f"{str(error).capitalize()}.") from error
    click.echo(f"{instruments} instruments, {bookings} bookings; book as {FIRST_EMAIL}")


@bench.command("load-due")
@click.option("--bookings", type=click.IntRange(0, 1_000_000), required=True, help="Finished, to be settled.")
@click.option("--vouchers", type=click.IntRange(0, 1_000_000), required=True, help="Past their last day.")
@seeded
def load_what_is_due(bookings: int, vouchers: int, seed: int) -> None:
    """Add work for the jobs to what `load` loaded, once."""
    due = Due(bookings, vouchers, seed)
    with click.progressbar(length=bookings + vouchers, label="due", file=sys.stderr) as bar:
        try:
            load_due(due, now=clock.now(), progress=bar.update)
        except ValueError as error:
            raise click.ClickException(f"{str(error).capitalize()}.") from error
    click.echo(f"{bookings} bookings to settle, {vouchers} vouchers to lapse")
