"""The hook for a virus scanner: the command of `DOCUMENT_SCAN_COMMAND`, given the file on standard input."""

from __future__ import annotations

import shlex
import subprocess
from typing import cast

import structlog
from flask import current_app

from app.kernel.errors import Invalid, TooManyRequests
from app.kernel.text import N_

TIMEOUT_SECONDS = 20

log = structlog.get_logger()


def scan(content: bytes, field: str) -> None:
    """Refuse what the scanner does not pass. Without a command nothing is scanned (docs/operations.md).

    Exit code 0 means clean and 1 infected, as clamdscan has it.
    Raises Invalid `file_infected`; TooManyRequests `scanner_busy` when the scanner itself fails.
    """
    command = cast("str | None", current_app.config["SETTINGS"].scan_command)
    if command is None:
        return
    try:
        found = subprocess.run(  # noqa: S603 -- the operator's own setting
            shlex.split(command), input=content, capture_output=True, timeout=TIMEOUT_SECONDS, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        log.exception("document scan failed")
        found = -1
    if found == 1:
        raise Invalid("file_infected", N_("The virus scanner does not let this file pass."), field=field)
    if found != 0:
        raise TooManyRequests(
            "scanner_busy",
            N_("The file could not be scanned just now."),
            field=field,
            fix=N_("Try again in a minute."),
            retry_after=60,
        )
