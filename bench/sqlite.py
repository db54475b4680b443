"""The same transaction in raw sqlite3: what SQLite alone does of it, without HTTP and SQLAlchemy."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.infra.db.engine import SQLITE_PRAGMAS
from bench.transcript import Transcript

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")


@dataclass(frozen=True)
class Databases:
    """Database files in a folder, by name."""

    folder: Path

    def file(self, name: str) -> Path:
        """Return where one lies."""
        return self.folder / f"{name}.sqlite3"

    def url(self, name: str) -> str:
        """Return the address of one."""
        return f"sqlite:///{self.file(name)}"

    def copy(self, source: str, name: str) -> None:
        """Copy one, page by page."""
        one, other = (sqlite3.connect(self.file(each)) for each in (source, name))
        with closing(one), closing(other):
            one.backup(other)


def transactions_a_second(file: Path, transcript: Transcript, instruments: int, seconds: float) -> float:
    """Run the transcript, each time for another slot, from one connection: SQLite has one writer anyway."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    number, start = 0, time.perf_counter()
    while (took := time.perf_counter() - start) < seconds:
        slot = _Slot(transcript, 1 + number % instruments, 1 + number // instruments, f"B-0{number}")
        for statement, parameters in transcript.statements:
            if isinstance(parameters, list):
                connection.executemany(statement, [slot.moved(each) for each in parameters])
            else:
                connection.execute(statement, slot.moved(parameters or ())).fetchall()
        number += 1
    connection.close()
    return number / took


class _Slot:
    """What the parameters of one booking become for another."""

    def __init__(self, transcript: Transcript, instrument_id: int, shift_hours: int, reference: str) -> None:
        self._of = transcript
        self._instrument_id = instrument_id
        self._shift = timedelta(hours=shift_hours)
        self._reference = reference

    def moved(self, parameters: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(self._value(value) for value in parameters)

    def _value(self, value: Any) -> Any:
        if value == self._of.instrument_id and not isinstance(value, bool):
            return self._instrument_id
        if not isinstance(value, str):
            return value
        if _INSTANT.fullmatch(value):
            moment = datetime.fromisoformat(value).replace(tzinfo=UTC)
            return f"{moment + self._shift:%Y-%m-%d %H:%M:%S.%f}" if self._of.moves(moment) else value
        return value.replace(self._of.reference, self._reference)
