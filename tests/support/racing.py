"""Many clients doing the same at the same moment."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

from flask import Flask

from app.infra.db import transaction
from app.kernel.errors import DomainError

T = TypeVar("T")


def race(runners: Sequence[Callable[[], T]]) -> list[T]:
    """Let every runner go at once, each in its own thread; return what they bring home, in order."""
    start = Barrier(len(runners))

    def run(runner: Callable[[], T]) -> T:
        start.wait()
        return runner()

    with ThreadPoolExecutor(len(runners)) as pool:
        return list(pool.map(run, runners))


def outcomes(app: Flask, turns: Sequence[Callable[[], object]]) -> Counter[str]:
    """Let all do their work at once, each in a transaction: how many "won", and why the others did not."""

    def run(work: Callable[[], object]) -> str:
        with app.app_context():
            try:
                transaction(work)
            except DomainError as refusal:
                return refusal.code
            return "won"

    return Counter(race([partial(run, work) for work in turns]))
