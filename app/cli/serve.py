"""`flask serve` and `flask worker`: the production server and the scheduler."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, cast

import click
from flask import current_app
from granian import Granian
from granian.constants import Interfaces

from app.worker import work

if TYPE_CHECKING:
    from app.infra.config import Settings

THREADS = 8
BACKLOG = 1024
#: A worker that is told to stop while it still starts never hears it; requests under way get this long.
SECONDS_TO_STOP = 10


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=None, help="Default: PORT, or 8000.")
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 to be reached from outside.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--no-scheduler", is_flag=True, help="Do not run the scheduler beside it.")
def serve(port: int | None, host: str, workers: int, no_scheduler: bool) -> None:  # noqa: FBT001 -- a command's flag
    """Serve the pages and the API, and run the scheduler beside unless told not to."""
    settings = cast("Settings", current_app.config["SETTINGS"])
    port = port or settings.port
    # The workers and the scheduler read it: links in mails lead to where the pages are.
    os.environ["PORT"] = str(port)
    _refuse_a_taken_port(host, port)
    scheduler = None if no_scheduler else _start_scheduler()
    server = Granian(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
        log_access=False,
        websockets=False,
    )
    click.echo(f"OnePool on http://{host}:{port}/", err=True)
    try:
        server.serve()
    finally:
        if scheduler is not None:
            scheduler.terminate()
            scheduler.wait(timeout=30)


@click.command("worker")
def worker() -> None:
    """Run the scheduler alone."""
    settings = cast("Settings", current_app.config["SETTINGS"])
    work(current_app._get_current_object(), settings)  # type: ignore[attr-defined]  # noqa: SLF001 -- threads need the application itself


def _refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            message = f"Can not serve on {host}:{port}: {error.strerror}. Name another with PORT or --port."
            raise click.ClickException(message) from error


def _start_scheduler() -> subprocess.Popen[bytes]:
    """Start the scheduler as a process of its own: it shares nothing with the web workers."""
    return subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", "worker"])
