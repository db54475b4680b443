"""Where the bytes lie: `instance/documents/ab/abcdef…`, named by their own hash."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import cast

from flask import current_app


def path_of(sha256: str) -> Path:
    """Return where the bytes with this hash lie, or would."""
    folder = cast("Path", current_app.config["SETTINGS"].instance) / "documents"
    return folder / sha256[:2] / sha256


def write(sha256: str, content: bytes) -> None:
    """Write the bytes for good before a row names them; the same bytes twice are written once.

    A crash or rollback leaves a file that no row names, which does no harm, and never a row without its file.
    """
    path = path_of(sha256)
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
