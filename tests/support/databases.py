"""Fresh databases for tests: a template is migrated once, then copied for each test."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from psycopg import sql

from tests.support.postgres import Server

Fill = Callable[[str], None]  # fills the database that an address names


class Databases(Protocol):
    """Where tests get databases from, on one engine."""

    def copy_of(self, template: str, fill: Fill) -> str:
        """Make a database like the template, which `fill` makes at its first use; return its address."""

    def drop(self, url: str) -> None: ...


class SQLiteDatabases:
    """Databases that are files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count(1)

    def copy_of(self, template: str, fill: Fill) -> str:
        source = self.folder / f"{template}.sqlite3"
        if not source.exists():
            making = self.folder / f"{template}.making"
            fill(f"sqlite:///{making}")
            _fold_journal_in(making)
            making.rename(source)
        copy = self.folder / f"test-{next(self.numbers)}.sqlite3"
        shutil.copyfile(source, copy)
        return f"sqlite:///{copy}"

    def drop(self, url: str) -> None:
        name = Path(url.removeprefix("sqlite:///")).name
        for path in self.folder.glob(f"{name}*"):
            path.unlink()


def _fold_journal_in(path: Path) -> None:
    """Bring the write-ahead log into the file, so that the file alone is the whole database."""
    connection = sqlite3.connect(path)
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()
    if busy or path.with_name(f"{path.name}-wal").exists():
        message = f"{path} is still in use, so it cannot be copied"
        raise RuntimeError(message)


@dataclass
class PostgresDatabases:
    """Databases of one test process on the shared server; `owner` keeps processes apart."""

    server: Server
    owner: str

    def __post_init__(self) -> None:
        self.numbers = count(1)
        self.templates: set[str] = set()

    def copy_of(self, template: str, fill: Fill) -> str:
        source = f"{template}_{self.owner}"
        if source not in self.templates:
            self._execute("DROP DATABASE IF EXISTS {}", source)  # half-filled, if the first attempt failed
            self._execute("CREATE DATABASE {}", source)
            fill(self.server.url(source))
            self.templates.add(source)
        copy = f"test_{self.owner}_{next(self.numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE {}", copy, source)
        return self.server.url(copy)

    def drop(self, url: str) -> None:
        name = url.split("@/")[1].split("?", maxsplit=1)[0]
        self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def _execute(self, statement: str, *names: str) -> None:
        with self.server.connect() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
