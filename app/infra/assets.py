"""A static file's address changes with what is in it, so that a browser need not ask again for a year."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

ENDPOINT = "static"
# By browsers alone: an answer may renew the session's cookie, which no proxy must hand to others.
KEPT = "private, max-age=31536000, immutable"


def init_assets(app: Flask) -> None:
    """Stamp what `url_for("static", …)` gives. A file without its stamp is asked for again each time."""
    folder = Path(app.static_folder or "")

    @app.url_defaults
    def add_stamp(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == ENDPOINT and (found := _stamp(folder / values["filename"])):
            values["v"] = found

    @app.after_request
    def let_keep(response: Response) -> Response:
        asked = request.args.get("v") if request.endpoint == ENDPOINT and response.status_code < 400 else None
        if asked and asked == _stamp(folder / (request.view_args or {})["filename"]):
            response.headers["Cache-Control"] = KEPT
        return response


def _stamp(file: Path) -> str | None:
    """Return what stands for the file's content, or None where there is no such file."""
    try:
        changed_at = file.stat().st_mtime_ns
    except (OSError, ValueError):
        return None
    return _stamp_of(file, changed_at)


@lru_cache(maxsize=1024)
def _stamp_of(file: Path, _changed_at: int) -> str:
    return f"{crc32(file.read_bytes()):08x}"
