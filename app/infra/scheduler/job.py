"""What a job is: which rows are due, and what to do with one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from app.infra.db import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, timedelta

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Job(Generic[K]):
    """Work that a deadline brings.

    `due(now, limit)` selects by state and `deadline <= now`, oldest first, so an outage is caught up.
    `do(key, now)` handles one in its own transaction and returns quietly when nothing is left to do.
    """

    name: str
    every: timedelta
    due: Callable[[datetime, int], Sequence[K]]
    do: Callable[[K, datetime], None]

    def attempt(self, key: K, now: datetime) -> None:
        """Do one, in one transaction."""
        transaction(lambda: self.do(key, now))


class OutsideJob(Job[K]):
    """A job that talks to the world outside and so opens its own, short transactions."""

    __slots__ = ()

    def attempt(self, key: K, now: datetime) -> None:
        """Do one; no lock is held while the outside answers."""
        self.do(key, now)


class RemoteJob(OutsideJob[K]):
    """A job that waits for other machines: it has a thread of its own, so that a slow one delays no other."""

    __slots__ = ()
