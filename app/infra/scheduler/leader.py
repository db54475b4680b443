"""One scheduler works at a time (APScheduler 3 has no lock between processes; stack.md, trap 4)."""

from __future__ import annotations

import fcntl
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.infra.db import db

if TYPE_CHECKING:
    from io import TextIOWrapper
    from pathlib import Path

    from sqlalchemy import Connection

LEADER_LOCK = 0x0E9001


class Leadership:
    """A lock that dies with its process: an advisory lock on PostgreSQL, a file lock beside SQLite."""

    def __init__(self, instance: Path) -> None:
        """Prepare; nothing is locked yet."""
        self._path = instance / "scheduler.lock"
        self._file: TextIOWrapper | None = None
        self._connection: Connection | None = None
        self._one_at_a_time = Lock()

    def held(self) -> bool:
        """Return whether this process leads, taking the lead when it is free."""
        with self._one_at_a_time:  # several threads of this process ask
            return self._file_lock() if db.engine.dialect.name == "sqlite" else self._advisory_lock()

    def resign(self) -> None:
        """Let another lead. A process that ends without it loses the lock all the same."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._connection is not None:
            if self._alive(self._connection):
                self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LEADER_LOCK})
            self._connection.close()
            self._connection = None

    def _file_lock(self) -> bool:
        if self._file is None:
            file = self._path.open("w")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                return False
            self._file = file
        return True

    def _advisory_lock(self) -> bool:
        if self._connection is not None and self._alive(self._connection):
            return True
        # Its own connection, in autocommit: a session lock must not sit in a transaction that times out.
        connection = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LEADER_LOCK}):
            self._connection = connection
            return True
        connection.close()
        self._connection = None
        return False

    @staticmethod
    def _alive(connection: Connection) -> bool:
        try:
            connection.execute(text("SELECT 1"))
        except DBAPIError:  # the lock went with the connection
            connection.invalidate()
            return False
        return True
