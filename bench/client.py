"""A client that costs little: keep-alive connections in one thread of a process of its own.

It shares the processors with the server and the database, so what it costs is taken from them.
"""

from __future__ import annotations

import multiprocessing
import re
import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

CLIENTS = 8
WARM_UP_SECONDS = 1.5
NOT_MODIFIED = 304  # has no body, and says no length
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_END_OF_HEAD = b"\r\n\r\n"


def is_good(status: int) -> bool:
    """Tell whether an answer was the one hoped for."""
    return 200 <= status < 300 or status == NOT_MODIFIED


@dataclass(frozen=True)
class Tally:
    """What a run of one kind of request came to."""

    seconds: float
    statuses: dict[int, int]
    p50_ms: float
    p95_ms: float
    answers: int  # with those of the warm-up
    client_ms: float  # of processor time an answer, by the client itself

    @property
    def a_second(self) -> float:
        """Return successful answers a second: what one asked for, or that one has it already."""
        good = sum(times for status, times in self.statuses.items() if is_good(status))
        return good / self.seconds


class _Connection:
    """One client: sends its next request when it has the answer to the last."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self._received = b""

    def send(self, request: bytes) -> None:
        self._received = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def status(self) -> int | None:
        """Read on; return the answer's status once it is whole."""
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the server closed the connection")
        self._received += part
        end = self._received.find(_END_OF_HEAD)
        if end < 0:
            return None
        status = int(self._received[9:12])
        if status == NOT_MODIFIED:
            return status
        length = _LENGTH.search(self._received, 0, end)
        if length is None:
            raise ConnectionError(f"an answer without a length: {self._received[:200]!r}")
        whole = len(self._received) >= end + len(_END_OF_HEAD) + int(length[1])
        return status if whole else None


def measure(port: int, request: Callable[[int], bytes], seconds: float, first: int = 0) -> Tally:
    """Send `request(first)`, `request(first + 1)`, … from CLIENTS connections, after a warm-up."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_drive, (port, request, seconds, first))


def _drive(port: int, request: Callable[[int], bytes], seconds: float, first: int) -> Tally:
    numbers = count(first)
    with selectors.DefaultSelector() as ready:
        for _ in range(CLIENTS):
            connection = _Connection(port)
            ready.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(request(next(numbers)))
        warmed_up = _answers(ready, request, numbers, WARM_UP_SECONDS)
        busy, start = time.process_time(), time.perf_counter()
        answers = _answers(ready, request, numbers, seconds)
        took, busy = time.perf_counter() - start, time.process_time() - busy
        for key in ready.get_map().values():
            key.data.socket.close()
    waits = sorted(wait for _, wait in answers)
    return Tally(
        seconds=took,
        statuses=dict(Counter(status for status, _ in answers)),
        p50_ms=1000 * waits[len(waits) // 2],
        p95_ms=1000 * waits[len(waits) * 95 // 100],
        answers=len(warmed_up) + len(answers),
        client_ms=1000 * busy / len(answers),
    )


def _answers(
    ready: selectors.BaseSelector, request: Callable[[int], bytes], numbers: count[int], seconds: float
) -> list[tuple[int, float]]:
    """Return each answer's status and wait in seconds; what is under way at the end goes on."""
    found = []
    until = time.perf_counter() + seconds
    while (now := time.perf_counter()) < until:
        for key, _ in ready.select(until - now):
            connection: _Connection = key.data
            status = connection.status()
            if status is not None:
                found.append((status, time.perf_counter() - connection.sent_at))
                connection.send(request(next(numbers)))
    return found
