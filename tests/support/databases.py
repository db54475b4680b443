"""Fresh databases for tests: a template is filled once, then copied for each test."""

import fcntl
import pickle
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

from tests.support.postgres import Server


@dataclass(frozen=True)
class Template:
    """What copies are made of: `base` with what `fill` adds, given an address and an instance folder.

    What `fill` returns is pickled, for the tests to know what they find there.
    """

    name: str
    fill: Callable[[str, Path], Any]
    base: "Template | None" = None


@dataclass(frozen=True)
class Shelf:
    """One engine's templates, which all test processes of a run share: whoever needs one first makes it."""

    folder: Path

    def provide(self, template: Template, make: Callable[[], Any]) -> None:
        """Make sure that the template is there; `make` makes it and returns what it contains."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / f"{template.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._note(template).exists():
                contents = make()
                self._note(template).write_bytes(pickle.dumps(contents))

    def contents(self, template: Template) -> Any:
        """Return what the template's `fill` returned."""
        return pickle.loads(self._note(template).read_bytes())

    def _note(self, template: Template) -> Path:
        return self.folder / f"{template.name}.pickle"


class Databases(Protocol):
    """Where one test process gets databases from, on one engine."""

    shelf: Shelf

    def copy_of(self, template: Template, instance: Path) -> str:
        """Make a database like the template, which is made at its first use; return its address."""

    def drop(self, url: str) -> None: ...


@dataclass
class SQLiteDatabases:
    """Databases that are files in the shelf's folder; `owner` keeps processes apart."""

    shelf: Shelf
    owner: str

    def __post_init__(self) -> None:
        self.numbers = count(1)

    def copy_of(self, template: Template, instance: Path) -> str:
        self._provide(template, instance)
        copy = self.shelf.folder / f"test-{self.owner}-{next(self.numbers)}.sqlite3"
        shutil.copyfile(self._file(template), copy)
        return f"sqlite:///{copy}"

    def drop(self, url: str) -> None:
        name = Path(url.removeprefix("sqlite:///")).name
        for path in self.shelf.folder.glob(f"{name}*"):
            path.unlink()

    def _provide(self, template: Template, instance: Path) -> None:
        def make() -> Any:
            file = self._file(template)
            file.unlink(missing_ok=True)  # half-filled, if the first attempt failed
            if template.base:
                self._provide(template.base, instance)
                shutil.copyfile(self._file(template.base), file)
            contents = template.fill(f"sqlite:///{file}", instance)
            file.touch()
            _fold_journal_in(file)
            return contents

        self.shelf.provide(template, make)

    def _file(self, template: Template) -> Path:
        return self.shelf.folder / f"{template.name}.sqlite3"


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
    """Databases on the shared server; `owner` keeps processes apart."""

    shelf: Shelf
    owner: str
    server: Server

    def __post_init__(self) -> None:
        self.numbers = count(1)

    def copy_of(self, template: Template, instance: Path) -> str:
        self._provide(template, instance)
        copy = f"test_{self.owner}_{next(self.numbers)}"
        self._copy(template.name, copy)
        return self.server.url(copy)

    def drop(self, url: str) -> None:
        name = url.split("@/")[1].split("?", maxsplit=1)[0]
        self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def _provide(self, template: Template, instance: Path) -> None:
        def make() -> Any:
            if template.base:
                self._provide(template.base, instance)
            self._execute("DROP DATABASE IF EXISTS {}", template.name)  # half-filled, if an attempt failed
            self._copy(template.base.name if template.base else "template1", template.name)
            return template.fill(self.server.url(template.name), instance)

        self.shelf.provide(template, make)

    def _copy(self, source: str, copy: str) -> None:
        # Copying the files takes half as long as logging their pages, which is the default.
        self._execute("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", copy, source)

    def close(self) -> None:
        """Part from the server."""
        self._connection.close()

    @cached_property
    def _connection(self) -> psycopg.Connection:
        """Stay connected: to come anew for each statement takes as long as half the statement."""
        return self.server.connect()

    def _execute(self, statement: str, *names: str) -> None:
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
