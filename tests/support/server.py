"""The real server in processes of its own, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.application import ROOT, bare_environ, environment

SECONDS_TO_START = 60
SECONDS_TO_STOP = 15


@dataclass(frozen=True)
class RunningServer:
    """A server that answers at `url` and writes what it has to say into `log`."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def interrupt(self) -> None:
        """Send what Ctrl-C sends, to the server and to all it started; wait until it has ended.

        Raises subprocess.TimeoutExpired when it does not.
        """
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(2 * SECONDS_TO_STOP)


@contextmanager
def serving(database_url: str, instance: Path, *, workers: int = 2) -> Iterator[RunningServer]:
    """Serve a database, without the scheduler, for the length of the block."""
    port = free_port()
    url, log_path = f"http://127.0.0.1:{port}", instance / f"server-{port}.log"
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--no-scheduler"]
    with log_path.open("w") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--workers", str(workers)],
            cwd=ROOT,
            env=bare_environ() | environment(database_url, instance, url),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = RunningServer(url, log_path, process)
    try:
        _wait_until_healthy(server)
        yield server
    finally:
        _stop(process)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_until_healthy(server: RunningServer) -> None:
    give_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    message = f"The server did not start:\n{server.log.read_text()}"
    raise RuntimeError(message)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and its workers: politely, then for certain."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
