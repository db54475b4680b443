"""A connection to a checked address that ends by the clock, however slowly the other side sends."""

from __future__ import annotations

import io
import socket
import ssl
import time
from typing import TYPE_CHECKING

from app.infra.outbound import faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import WriteableBuffer

    from app.infra.outbound.address import Target
    from app.infra.outbound.networks import IPAddress

#: So many of a host's addresses are tried.
MOST_TRIED = 4


class Deadline:
    """A moment of the monotonic clock after which nothing is waited for."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left. Raises Unreached `too_slow` where none are."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise faults.unreached(faults.TOO_SLOW)
        return left


class Line(io.RawIOBase):
    """An open connection. `most_bytes` bounds all that is read of it, heads and framing included."""

    def __init__(self, sock: socket.socket, deadline: Deadline, most_bytes: int) -> None:
        """Take over the socket: closing the line closes it."""
        self._sock, self._deadline, self._left = sock, deadline, most_bytes

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read what is there, or wait for it until the deadline."""
        self._sock.settimeout(self._deadline.left())
        try:
            got = self._sock.recv_into(buffer)
        except TimeoutError:
            raise faults.unreached(faults.TOO_SLOW) from None
        self._left -= got
        if self._left < 0:
            raise faults.unreached(faults.TOO_LARGE)
        return got

    def send(self, data: bytes) -> None:
        """Send all of it until the deadline."""
        rest = memoryview(data)
        while rest:
            self._sock.settimeout(self._deadline.left())
            try:
                rest = rest[self._sock.send(rest) :]
            except TimeoutError:
                raise faults.unreached(faults.TOO_SLOW) from None

    def close(self) -> None:
        """Hang up."""
        self._sock.close()
        super().close()


def connected(
    target: Target, addresses: Sequence[IPAddress], seconds: float, deadline: Deadline
) -> socket.socket:
    """Return a socket to one of the checked `addresses`, encrypted for the host. Raises Unreached."""
    for address in addresses[:MOST_TRIED]:
        try:
            sock = socket.create_connection((str(address), target.port), min(seconds, deadline.left()))
        except OSError:
            continue
        return _encrypted(sock, target, deadline) if target.scheme == "https" else sock
    deadline.left()
    raise faults.unreached(faults.NO_ANSWER)


def _encrypted(sock: socket.socket, target: Target, deadline: Deadline) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    sock.settimeout(deadline.left())
    try:
        return context.wrap_socket(sock, server_hostname=target.host)
    except TimeoutError:
        raise faults.unreached(faults.TOO_SLOW) from None
    except ssl.SSLError:
        raise faults.unreached(faults.CERTIFICATE) from None
    except OSError:
        raise faults.unreached(faults.NO_ANSWER) from None
