"""Who used the processors: unlike rates, that hardly depends on what else a machine is doing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_TICK = 1 / os.sysconf("SC_CLK_TCK")
# Positions in /proc/PID/stat after the name, see proc(5).
_PARENT, _SESSION, _USER, _SYSTEM = 1, 3, 11, 12

#: Tells how many processor seconds some processes have used so far.
Meter = Callable[[], float]


@dataclass(frozen=True)
class Meters:
    """What is metered: the web server with its workers, and the database where it is a server of its own."""

    server: Meter
    database: Meter


def of_server_on(port: int) -> Meter:
    """Return the meter of all processes in the session of the server that was started for a port."""
    session = next(
        os.getsid(int(folder.name)) for folder in _processes() if _is_asked_for_port(folder, str(port))
    )
    return lambda: _seconds(lambda stat: int(stat[_SESSION]) == session)


def of_children(parent: int) -> Meter:
    """Return the meter of a process's children: PostgreSQL has one for each connection."""
    return lambda: _seconds(lambda stat: int(stat[_PARENT]) == parent)


def of_nothing() -> float:
    """Stand for a database that runs inside the server: SQLite."""
    return 0.0


def _seconds(counts: Callable[[list[str]], bool]) -> float:
    stats = (stat for folder in _processes() if (stat := _stat(folder)) and counts(stat))
    return _TICK * sum(int(stat[_USER]) + int(stat[_SYSTEM]) for stat in stats)


def _processes() -> Iterator[Path]:
    return Path("/proc").glob("[0-9]*")


def _stat(folder: Path) -> list[str]:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return []


def _is_asked_for_port(folder: Path, port: str) -> bool:
    try:
        arguments = (folder / "cmdline").read_text().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return "--port" in arguments and port in arguments
