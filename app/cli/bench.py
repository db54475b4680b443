"""`flask bench load`: data to measure with."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from app.demo.volume.loading import Volume, is_empty, load_volume
from app.demo.volume.people import FIRST_EMAIL
from app.infra import clock
from app.infra.db import transaction

bench = AppGroup("bench", help="Data to measure with.")


@bench.command("load")
@click.option(
    "--instruments", type=click.IntRange(1, 1_000_000), required=True, help="How many, all bookable."
)
@click.option(
    "--bookings", type=click.IntRange(0, 10_000_000), required=True, help="How many, past and coming."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed loads the same.")
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
