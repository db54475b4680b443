"""Takes the figures of one engine, all in one run, so that they may be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench import client, pgbench, sqlite
from bench.client import Tally
from bench.processors import Meter, Meters, of_children, of_nothing, of_server_on
from bench.requests import Booking, Nothing, WeekAvailability
from bench.stage import Size, filled, postgresql, postmaster, served
from bench.transcript import Transcript, record_booking

#: Behind every booking that was loaded, and within the instruments' horizon of a year.
_HTTP_FROM, _BARE_FROM = timedelta(days=70), timedelta(days=220)


@dataclass(frozen=True)
class Database:
    """What is measured on, and the meter of its processor time."""

    engine: str
    url: str
    meter: Meter


@dataclass(frozen=True)
class Cost:
    """A run of one kind of request, and the processor time an answer took, in milliseconds."""

    tally: Tally
    server_ms: float
    database_ms: float


@dataclass(frozen=True)
class Figures:
    """What one engine came to; `bare` is the booking's transaction asked of the database alone."""

    engine: str
    bare_name: str
    nothing: Cost
    availability: Cost
    bookings: Cost
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

        database = Database("PostgreSQL", server.url("bench"), of_children(postmaster(server)))
        return _figures(database, "pgbench, 8 clients", size, folder, bare)


def on_sqlite(size: Size, folder: Path) -> Figures:
    """Measure on a SQLite file."""
    file = folder / "bench.sqlite3"

    def bare(transcript: Transcript) -> float:
        return sqlite.transactions_a_second(file, transcript, size.instruments, size.seconds)

    database = Database("SQLite", f"sqlite:///{file}", of_nothing)
    return _figures(database, "raw sqlite3, 1 connection", size, folder, bare)


def _figures(
    database: Database, bare_name: str, size: Size, folder: Path, bare: Callable[[Transcript], float]
) -> Figures:
    token = filled(database.url, size, folder)
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    with served(database.url, folder) as port:
        meters = Meters(of_server_on(port), database.meter)
        nothing = _cost(port, Nothing(), size, meters)
        availability = _cost(port, WeekAvailability(size.instruments, hour), size, meters)
        bookings = _cost(port, Booking(size.instruments, hour + _HTTP_FROM, token), size, meters)
    late = Booking(size.instruments, hour + _BARE_FROM, token)
    transcript = record_booking(database.url, folder, late, 0)
    return Figures(
        engine=database.engine,
        bare_name=bare_name,
        nothing=nothing,
        availability=availability,
        bookings=bookings,
        bare=bare(transcript),
        statements=len(transcript.statements),
    )


def _cost(port: int, request: Callable[[int], bytes], size: Size, meters: Meters) -> Cost:
    server, database = meters.server(), meters.database()
    tally = client.measure(port, request, size.seconds)
    return Cost(
        tally,
        server_ms=1000 * (meters.server() - server) / tally.answers,
        database_ms=1000 * (meters.database() - database) / tally.answers,
    )
