"""What the scheduler's jobs come to over very much that is due, beside the same asked by raw SQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.jobs import Run, run
from bench.replay import Part, Replay, record, replay
from bench.stage import add_due

#: By what it is called in the tables. The first accepts the signed use of finished bookings, which settles.
JOBS = {
    "settlement of bookings": "accept_usage_by_deadline",
    "lapse of vouchers": "lapse_vouchers",
}
_WORKED, _RECORDED, _RAW, _WRITTEN = "worked", "recorded", "raw", "written"
_FEWEST = 1_000


class Databases(Protocol):
    """An engine's databases, by name."""

    def url(self, name: str) -> str:
        """Return the address of one."""

    def copy(self, source: str, name: str) -> None:
        """Copy one that is not in use."""


@dataclass(frozen=True)
class JobFigure:
    """One job over all that was due, and a tenth of it asked again: all it asked, and its writes alone."""

    name: str
    run: Run
    raw: Replay
    writes: Replay


def measured(databases: Databases, base: str, count: int, folder: Path) -> tuple[JobFigure, ...]:
    """Add `count` items for each job to a filled database, and measure on copies of it."""
    add_due(databases.url(base), count, folder)
    for name in (_WORKED, _RECORDED, _RAW, _WRITTEN):
        databases.copy(base, name)
    return tuple(_measure(databases, name, count, folder) for name in JOBS)


def _measure(databases: Databases, name: str, count: int, folder: Path) -> JobFigure:
    job, file = JOBS[name], folder / "statements"
    done = run(databases.url(_WORKED), folder, job)
    record(databases.url(_RECORDED), folder, job, replayed(count), file)
    return JobFigure(
        name,
        done,
        raw=replay(databases.url(_RAW), file, Part.ALL),
        writes=replay(databases.url(_WRITTEN), file, Part.WRITES),
    )


def replayed(count: int) -> int:
    """Return how many of the items raw SQL is measured by: a rate needs no more."""
    return min(count, max(_FEWEST, count // 10))
