"""A mail server on the loopback that takes every mail and keeps it."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class _Session(socketserver.StreamRequestHandler):
    """One connection, as RFC 5321 has it, without any of its extensions."""

    server: "_Server"

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line.split()[0].upper()
            if word == b"DATA":
                self._say("354 go on")
                self.server.taken.append(self._data())
            self._say("221 bye" if word == b"QUIT" else "250 so be it")
            if word == b"QUIT":
                return

    def _data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken: list[bytes] = []


class Sink:
    """What was mailed, and where to."""

    def __init__(self, server: _Server) -> None:
        self._server = server
        self.url = f"smtp://127.0.0.1:{server.server_address[1]}"

    def empty(self) -> list[EmailMessage]:
        """Return the mails that came since the last time, in the order in which they came."""
        taken, self._server.taken = self._server.taken, []
        return [email.message_from_bytes(each, policy=email.policy.default) for each in taken]


@contextmanager
def sink() -> Iterator[Sink]:
    with _Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Sink(server)
        finally:
            server.shutdown()
