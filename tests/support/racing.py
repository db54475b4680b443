"""Many clients doing the same at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def race(runners: Sequence[Callable[[], T]]) -> list[T]:
    """Let every runner go at once, each in its own thread; return what they bring home, in order."""
    start = Barrier(len(runners))

    def run(runner: Callable[[], T]) -> T:
        start.wait()
        return runner()

    with ThreadPoolExecutor(len(runners)) as pool:
        return list(pool.map(run, runners))
