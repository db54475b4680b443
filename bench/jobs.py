"""A job of the scheduler's over all that is due, in a process of its own, whose memory is watched."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from app.infra.scheduler import run_job
from bench.application import application, job_named

LOOK_EVERY_SECONDS = 0.1
_PAGE = os.sysconf("SC_PAGE_SIZE")
#: Position of the resident pages in /proc/PID/statm, see proc(5).
_RESIDENT = 1


@dataclass(frozen=True)
class Look:
    """How much memory a process held at a moment."""

    at: float
    bytes: int


@dataclass(frozen=True)
class Run:
    """What a job came to: items, those that failed, and the resident memory early and at the end."""

    done: int
    failed: int
    seconds: float
    early_bytes: int
    late_bytes: int

    @property
    def a_second(self) -> float:
        """Return items a second."""
        return self.done / self.seconds


@dataclass(frozen=True)
class _Report:
    """What the process tells of itself; moments are of the machine's steady clock."""

    done: int
    failed: int
    started_at: float
    ended_at: float


def run(database_url: str, instance: Path, name: str) -> Run:
    """Do all that is due of the job, once."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(database_url, instance, name, theirs))
    process.start()
    theirs.close()
    looks = []
    while not ours.poll(LOOK_EVERY_SECONDS):
        looks.append(Look(time.monotonic(), _resident(process.pid)))
    report: _Report = ours.recv()
    process.join()
    early, late = early_and_late(looks, report.started_at, report.ended_at)
    return Run(report.done, report.failed, report.ended_at - report.started_at, early, late)


def early_and_late(looks: Sequence[Look], start: float, end: float) -> tuple[int, int]:
    """Return the most memory held in the second twentieth of a run, and in its last tenth.

    The very first items load what every process needs, whatever it does.
    """
    tenth = (end - start) / 10
    return (
        max((look.bytes for look in looks if start + tenth / 2 <= look.at <= start + tenth), default=0),
        max((look.bytes for look in looks if end - tenth <= look.at <= end), default=0),
    )


def _resident(pid: int | None) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[_RESIDENT]) * _PAGE


def _work(database_url: str, instance: Path, name: str, tell: Connection) -> None:
    with application(database_url, instance).app_context():
        start = time.monotonic()
        done = run_job(job_named(name), datetime.now(UTC))
        tell.send(_Report(done.done, done.failed, start, time.monotonic()))
