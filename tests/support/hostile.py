"""A server on the loopback that says what it is told to say, byte by byte, and counts who comes."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATES = Path(__file__).parent / "certificates"
Reply = Callable[[socket.socket], None]
MOST_READ = 1_000_000


@dataclass
class Hostile:
    """`replies` by path; `requests` are the whole requests that came, `connections` how many connected."""

    port: int
    scheme: str
    replies: dict[str, Reply]
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


def says(*parts: bytes, every: float = 0) -> Reply:
    """Send the parts, waiting `every` seconds after each, and hang up."""

    def reply(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(part)
            if every and threading.Event().wait(every):
                return

    return reply


def trickles(head: bytes, part: bytes, every: float) -> Reply:
    """Send the head, and then a part again and again for ever."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(part)
            threading.Event().wait(every)

    return reply


@contextmanager
def hostile(replies: dict[str, Reply], *, tls: Path | None = None) -> Iterator[Hostile]:
    """Serve for the length of the block; `tls` is a file with a certificate and its key."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Hostile(listener.getsockname()[1], "https" if tls else "http", replies)
        threading.Thread(target=_serve, args=(listener, server, tls), daemon=True).start()
        yield server
        server.stopping.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, server: Hostile, tls: Path | None) -> None:
    while not server.stopping.is_set():
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        server.connections += 1
        threading.Thread(target=_answer, args=(connection, server, tls), daemon=True).start()


def _answer(connection: socket.socket, server: Hostile, tls: Path | None) -> None:
    with suppress(OSError):
        connection.settimeout(10)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            connection = context.wrap_socket(connection, server_side=True)
        with connection:
            request = _read(connection)
            server.requests.append(request)
            server.replies[request.split(b" ", 2)[1].decode()](connection)
            connection.shutdown(socket.SHUT_WR)


def _read(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request and len(request) < MOST_READ:
        request += connection.recv(65_536)
    head, _, body = request.partition(b"\r\n\r\n")
    lengths = [
        line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
    ]
    while len(body) < int(lengths[0] if lengths else 0):
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body
