"""Takes the figures of one engine, all in one run, so that they may be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench import client, pgbench, sqlite
from bench.client import Tally
from bench.due import Databases, JobFigure, measured
from bench.feeds import FeedCost, feed_figures, unchanged
from bench.processors import Meter, Meters, of_children, of_nothing, of_server_on
from bench.requests import Booking, Nothing, WeekAvailability
from bench.stage import Size, filled, postgresql, postmaster, served
from bench.transcript import Transcript, record_booking

#: The database that is filled, and the copies of it to which is added what is due, and what feeds show.
BASE, DUE, FEEDS = "bench", "due", "feeds"
#: Behind every booking that was loaded, and within the instruments' horizon of a year.
_HTTP_FROM, _BARE_FROM = timedelta(days=70), timedelta(days=220)


@dataclass(frozen=True)
class Ground:
    """What is measured on, the meter of its processor time, and how much is due for each job."""

    engine: str
    databases: Databases
    meter: Meter
    due: int


@dataclass(frozen=True)
class Cost:
    """A run of one kind of request, and the processor time an answer took, in milliseconds."""

    tally: Tally
    server_ms: float
    database_ms: float


@dataclass(frozen=True)
class Figures:
    """What one engine came to; `bare` is the booking's transaction asked of the database alone.

    `unchanged` is of a server on a database of its own, and `beside` of the page that does nothing there.
    """

    engine: str
    bare_name: str
    nothing: Cost
    availability: Cost
    bookings: Cost
    beside: Cost
    unchanged: Cost
    feeds: tuple[FeedCost, ...]
    bare: float
    statements: int
    raw_name: str
    jobs: tuple[JobFigure, ...]


def on_postgresql(size: Size, folder: Path) -> Figures:
    """Measure on a PostgreSQL of our own."""
    with postgresql(folder) as server:
        databases = pgbench.Databases(server)
        databases.create(BASE)

        def bare(transcript: Transcript) -> float:
            script, seconds = folder / "booking.sql", max(1, round(size.seconds))
            return pgbench.transactions_a_second(server, BASE, transcript, size.instruments, seconds, script)

        ground = Ground("PostgreSQL", databases, of_children(postmaster(server)), size.due)
        return _figures(ground, ("pgbench, 8 clients", "raw psycopg"), size, folder, bare)


def on_sqlite(size: Size, folder: Path) -> Figures:
    """Measure on a SQLite file."""
    databases = sqlite.Databases(folder)

    def bare(transcript: Transcript) -> float:
        file = databases.file(BASE)
        return sqlite.transactions_a_second(file, transcript, size.instruments, size.seconds)

    ground = Ground("SQLite", databases, of_nothing, size.due_on_sqlite)
    return _figures(ground, ("raw sqlite3, 1 connection", "raw sqlite3"), size, folder, bare)


def _figures(
    ground: Ground, names: tuple[str, str], size: Size, folder: Path, bare: Callable[[Transcript], float]
) -> Figures:
    url = ground.databases.url(BASE)
    token = filled(url, size, folder)
    ground.databases.copy(BASE, DUE)
    ground.databases.copy(BASE, FEEDS)
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    with served(url, folder) as port:
        meters = Meters(of_server_on(port), ground.meter)
        nothing = _cost(port, Nothing(), size, meters)
        availability = _cost(port, WeekAvailability(size.instruments, hour), size, meters)
        bookings = _cost(port, Booking(size.instruments, hour + _HTTP_FROM, token), size, meters)
    feeds = feed_figures(ground.databases.url(FEEDS), folder)
    with served(ground.databases.url(FEEDS), folder) as port:
        meters = Meters(of_server_on(port), ground.meter)
        beside = _cost(port, Nothing(), size, meters)
        not_modified = _cost(port, unchanged(port, feeds.path), size, meters)
    late = Booking(size.instruments, hour + _BARE_FROM, token)
    transcript = record_booking(url, folder, late, 0)
    rate = bare(transcript)
    return Figures(
        engine=ground.engine,
        bare_name=names[0],
        nothing=nothing,
        availability=availability,
        bookings=bookings,
        beside=beside,
        unchanged=not_modified,
        feeds=feeds.costs,
        bare=rate,
        statements=len(transcript.statements),
        raw_name=names[1],
        jobs=measured(ground.databases, DUE, ground.due, folder),
    )


def _cost(port: int, request: Callable[[int], bytes], size: Size, meters: Meters) -> Cost:
    server, database = meters.server(), meters.database()
    tally = client.measure(port, request, size.seconds)
    return Cost(
        tally,
        server_ms=1000 * (meters.server() - server) / tally.answers,
        database_ms=1000 * (meters.database() - database) / tally.answers,
    )
