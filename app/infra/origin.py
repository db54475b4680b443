"""Where a request comes from, and where it goes on to when its sender must sign in first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from flask import redirect, request
from werkzeug.http import parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Flask
    from werkzeug.wrappers import Response

# What can't be read as what it should be is as good as not sent.
_READ_AS: Mapping[str, Callable[[str], object]] = {
    "HTTP_ORIGIN": urlsplit,
    "HTTP_REFERER": urlsplit,
    "HTTP_IF_MODIFIED_SINCE": parse_date,
    "HTTP_IF_RANGE": parse_date,
}


def init_origin(app: Flask) -> None:
    """Take a header that should be an address or a date and is none, such as `http://[`, as not sent."""

    @app.before_request
    def forget() -> None:
        for header in _READ_AS.keys() & request.environ.keys():
            try:
                _READ_AS[header](request.environ[header])
            except (ValueError, OverflowError):
                del request.environ[header]


def is_from_our_page() -> bool:
    """Tell whether the browser says that one of our own pages sent this: no page of another site can."""
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def to_sign_in(path: str) -> Response:
    """Answer somebody who must sign in first; a form goes there too, with all that was typed (307)."""
    target = urlencode({"next": request.full_path.rstrip("?")})
    if request.method == "GET":
        return redirect(f"{path}?{target}")
    return redirect(f"{path}/again?{target}", 307) if is_from_our_page() else redirect(f"{path}?next=/")
