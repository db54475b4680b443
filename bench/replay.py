"""What a job asks of the database, asked once more by raw SQL: the same statements of the same items.

They are recorded on one copy of a database and replayed on another, so every id and reference fits as it is.
"""

from __future__ import annotations

import multiprocessing
import pickle
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg

from app.infra.db import db
from app.infra.db.engine import POSTGRESQL_OPTIONS, SQLITE_PRAGMAS
from bench.application import application, job_named
from bench.transcript import Statement, listen

AT_ONCE = 200
Ask = Callable[[str, Any], object]


class Part(StrEnum):
    """What is asked again: all that the job asked, or only what it wrote."""

    ALL = "all"
    WRITES = "writes"


@dataclass(frozen=True)
class Replay:
    """What raw SQL came to: items, their statements with BEGIN and COMMIT, and the time they took."""

    items: int
    statements: int
    seconds: float

    @property
    def a_second(self) -> float:
        """Return items a second."""
        return self.items / self.seconds

    @property
    def statements_an_item(self) -> float:
        """Return statements an item, on average."""
        return self.statements / self.items


def record(database_url: str, instance: Path, name: str, count: int, file: Path) -> None:
    """Do `count` items of a job, in a process of its own, and keep in `file` what each asked."""
    _elsewhere(_record, database_url, instance, name, count, file)


def replay(database_url: str, file: Path, part: Part) -> Replay:
    """Ask it again, or a part of it, over one connection, in a process of its own."""
    found: Replay = _elsewhere(_replay, database_url, file, part)
    return found


def part_of(statements: Sequence[Statement], part: Part) -> list[Statement]:
    """Return the statements of a part; those that begin and end the transaction belong to each."""
    return [each for each in statements if part is Part.ALL or not each[0].startswith("SELECT")]


def _elsewhere(work: Callable[..., Any], *arguments: object) -> Any:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def _record(database_url: str, instance: Path, name: str, count: int, file: Path) -> None:
    now, job = datetime.now(UTC), job_named(name)
    statements: list[Statement] = []
    with application(database_url, instance).app_context(), file.open("wb") as kept:
        keys = job.due(now, count)
        db.session.rollback()
        listen(db.engine, statements)
        for key in keys:
            job.attempt(key, now)
            pickle.dump(statements, kept)
            statements.clear()


def _replay(database_url: str, file: Path, part: Part) -> Replay:
    ask = _asking(database_url)
    items, asked, seconds = 0, 0, 0.0
    recorded = (part_of(statements, part) for statements in _recorded(file))
    while chunk := list(islice(recorded, AT_ONCE)):
        start = time.perf_counter()
        asked += _ask_all(ask, chunk)
        seconds += time.perf_counter() - start
        items += len(chunk)
    return Replay(items, asked, seconds)


def _recorded(file: Path) -> Iterator[list[Statement]]:
    with file.open("rb") as kept:
        while kept.peek(1):
            yield pickle.load(kept)  # noqa: S301 -- written by ourselves a moment ago


def _ask_all(ask: Ask, items: Iterable[list[Statement]]) -> int:
    asked = 0
    for statements in items:
        for statement, parameters in statements:
            ask(statement, parameters)
        asked += len(statements)
    return asked


def _asking(database_url: str) -> Ask:
    make = _asking_sqlite if database_url.startswith("sqlite") else _asking_postgresql
    return make(database_url)


def _asking_postgresql(database_url: str) -> Ask:
    address = database_url.replace("postgresql+psycopg:", "postgresql:")
    cursor = psycopg.connect(address, autocommit=True, options=POSTGRESQL_OPTIONS).cursor()

    def ask(statement: str, parameters: Any) -> None:
        if isinstance(parameters, list):
            cursor.executemany(statement, parameters)
        else:
            cursor.execute(statement, parameters)
            if cursor.description:
                cursor.fetchall()

    return ask


def _asking_sqlite(database_url: str) -> Ask:
    connection = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")

    def ask(statement: str, parameters: Any) -> None:
        if isinstance(parameters, list):
            connection.executemany(statement, parameters)
        else:
            connection.execute(statement, parameters or ()).fetchall()

    return ask
