"""What is measured: a server of two workers, on a database of a size worth measuring."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.demo.volume.people import FIRST_EMAIL
from tests.support.application import ROOT, bare_environ, environment
from tests.support.postgres import Server
from tests.support.server import serving

#: The test run's server forgets everything in a crash; what is measured here is as durable as in production.
DURABLE = ("listen_addresses=", "max_connections=200", "shared_buffers=256MB")


@dataclass(frozen=True)
class Size:
    """How much is loaded, for how long a rate is taken, and how much is due for each job on each engine."""

    instruments: int
    bookings: int
    seconds: float
    due: int
    due_on_sqlite: int


QUICK = Size(instruments=500, bookings=5_000, seconds=3, due=2_000, due_on_sqlite=2_000)
FULL = Size(instruments=5_000, bookings=50_000, seconds=15, due=100_000, due_on_sqlite=10_000)


@contextmanager
def postgresql(folder: Path) -> Iterator[Server]:
    """Run a PostgreSQL server of our own, with fsync."""
    server = Server(folder / "postgres", settings=DURABLE)
    server.ensure_started()
    try:
        yield server
    finally:
        server.stop()


def filled(database_url: str, size: Size, folder: Path) -> str:
    """Migrate and fill a database; return a token to book with."""
    _flask(database_url, folder, "db", "upgrade")
    _flask(
        database_url, folder, "bench", "load",
        "--instruments", str(size.instruments), "--bookings", str(size.bookings),
    )  # fmt: skip
    return _flask(database_url, folder, "token", "create", "--email", FIRST_EMAIL).strip()


def add_due(database_url: str, count: int, folder: Path) -> None:
    """Add so many bookings to settle and vouchers to lapse to a filled database."""
    _flask(database_url, folder, "bench", "load-due", "--bookings", str(count), "--vouchers", str(count))


@contextmanager
def served(database_url: str, folder: Path) -> Iterator[int]:
    """Serve it with two workers, without the scheduler; yield the port."""
    with serving(database_url, folder, workers=2) as server:
        yield int(server.url.rsplit(":", 1)[1])


def postmaster(server: Server) -> int:
    """Return the process that is the parent of all of a PostgreSQL server's processes."""
    return int((server.data / "postmaster.pid").read_text().split()[0])


def _flask(database_url: str, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
        cwd=ROOT,
        env=bare_environ() | environment(database_url, folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"flask {' '.join(arguments)} failed:\n{done.stderr}")
    return done.stdout
