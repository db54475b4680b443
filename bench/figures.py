"""Takes the figures of one engine, all in one run, so that they may be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench import client, pgbench, sqlite
from bench.client import Tally
from bench.requests import Booking, Nothing, WeekAvailability
from bench.stage import Size, filled, postgresql, served
from bench.transcript import Transcript, record_booking

#: Behind every booking that was loaded, and within the instruments' horizon of a year.
_HTTP_FROM, _BARE_FROM = timedelta(days=70), timedelta(days=220)


@dataclass(frozen=True)
class Figures:
    """What one engine came to; `bare` is the booking's transaction asked of the database alone."""

    engine: str
    bare_name: str
    nothing: Tally
    availability: Tally
    bookings: Tally
    bare: float
    statements: int


def on_postgresql(size: Size, folder: Path) -> Figures:
    """Measure on a PostgreSQL of our own."""
    with postgresql(folder) as server:
        with server.connect() as connection:
            connection.execute("CREATE DATABASE bench")

        def bare(transcript: Transcript) -> float:
            script, seconds = folder / "booking.sql", max(1, round(size.seconds))
            return pgbench.transactions_a_second(
                server, "bench", transcript, size.instruments, seconds, script
            )

        return _figures("PostgreSQL", "pgbench, 8 clients", server.url("bench"), size, folder, bare)


def on_sqlite(size: Size, folder: Path) -> Figures:
    """Measure on a SQLite file."""
    file = folder / "bench.sqlite3"

    def bare(transcript: Transcript) -> float:
        return sqlite.transactions_a_second(file, transcript, size.instruments, size.seconds)

    return _figures("SQLite", "raw sqlite3, 1 connection", f"sqlite:///{file}", size, folder, bare)


def _figures(
    engine: str,
    bare_name: str,
    database_url: str,
    size: Size,
    folder: Path,
    bare: Callable[[Transcript], float],
) -> Figures:
    token = filled(database_url, size, folder)
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    booking = Booking(size.instruments, hour + _HTTP_FROM, token)
    with served(database_url, folder) as port:
        nothing = client.measure(port, Nothing(), size.seconds)
        availability = client.measure(port, WeekAvailability(size.instruments, hour), size.seconds)
        bookings = client.measure(port, booking, size.seconds)
    late = Booking(size.instruments, hour + _BARE_FROM, token)
    transcript = record_booking(database_url, folder, late, 0)
    return Figures(
        engine=engine,
        bare_name=bare_name,
        nothing=nothing,
        availability=availability,
        bookings=bookings,
        bare=bare(transcript),
        statements=len(transcript.statements),
    )
