"""Looking a host's name up, in bounded time."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING

from app.infra.outbound import faults
from app.infra.outbound.networks import is_callable

if TYPE_CHECKING:
    from app.infra.outbound.address import Target
    from app.infra.outbound.networks import IPAddress
    from app.infra.outbound.rules import Networks

Resolver = Callable[[str, float], Sequence["IPAddress"]]


def ask_the_system(host: str, seconds: float) -> Sequence[IPAddress]:
    """Return all addresses of a host; none where it has none, or where nobody says in time.

    The system's look-up can not be ended; a thread of its own outlives the wait for it.
    """
    found: queue.SimpleQueue[list[IPAddress]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            rows = []
        found.put([ip_address(row[4][0]) for row in rows])

    threading.Thread(target=ask, daemon=True).start()
    try:
        return found.get(timeout=seconds)
    except queue.Empty:
        return []


def addresses_of(target: Target, allowed: Networks, seconds: float, resolve: Resolver) -> Sequence[IPAddress]:
    """Return the addresses to connect to, each checked. Raises Unreached: one that is refused spoils all."""
    found = [target.literal] if target.literal else list(dict.fromkeys(resolve(target.host, seconds)))
    if not found:
        raise faults.unreached(faults.NO_ANSWER)
    if not all(is_callable(address, allowed) for address in found):
        raise faults.unreached(faults.ADDRESS_PRIVATE)
    return found
