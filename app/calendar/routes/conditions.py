"""In which form a program asks for a feed, and whether it has what it asks for already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.http import is_resource_modified

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from werkzeug.wrappers import Request

JCAL = "application/calendar+json"
#: What every answer carries, with or without a body.
HEADERS: Mapping[str, str] = {
    "Vary": "Accept, Accept-Encoding",
    "Cache-Control": "private",
    "X-Robots-Tag": "noindex",
}


def etag_of(request: Request, tag: str) -> str:
    """Return the ETag of a state in the form asked for: each has one of its own, as strong ones must."""
    return f"{tag}{'-jcal' if wants_jcal(request) else ''}-{'gzip' if wants_packed(request) else 'plain'}"


def is_known(request: Request, etag: str, since: datetime | None) -> bool:
    """Tell whether the program has what it asks for: by its tag, or by time if the state stands `since`."""
    try:
        return not is_resource_modified(request.environ, etag=etag, last_modified=since)
    except OverflowError:  # a date in a zone further off than werkzeug can count: none that we ever said
        return False


def wants_packed(request: Request) -> bool:
    """Tell whether the answer may be packed."""
    return request.accept_encodings["gzip"] > 0


def wants_jcal(request: Request) -> bool:
    """Tell whether jCal (RFC 7265) is asked for by name; whatever else is accepted gets text/calendar."""
    asked = dict(request.accept_mimetypes)
    return 0 < asked.get(JCAL, 0) >= asked.get("text/calendar", 0)
