"""In which form a program asks for a feed, and whether it has what it asks for already."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from werkzeug.datastructures import Accept, MIMEAccept
from werkzeug.http import is_resource_modified, parse_accept_header

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from _typeshed.wsgi import WSGIEnvironment

JCAL = "application/calendar+json"
CALENDAR = "text/calendar; charset=utf-8"
#: What every answer carries, with or without a body.
HEADERS: Mapping[str, str] = {
    "Vary": "Accept, Accept-Encoding",
    "Cache-Control": "private",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a feed is written as, and whether it is packed."""

    content_type: str
    is_packed: bool

    def etag(self, tag: str) -> str:
        """Return the ETag of a state in this form: each has one of its own, as strong ones must."""
        written = "-jcal" if self.content_type == JCAL else ""
        return f"{tag}{written}-{'gzip' if self.is_packed else 'plain'}"


def form_of(environ: WSGIEnvironment) -> Form:
    """Return the form asked for: jCal (RFC 7265) by its name, iCalendar whatever else is accepted."""
    return _form(environ.get("HTTP_ACCEPT"), environ.get("HTTP_ACCEPT_ENCODING"))


def is_known(environ: WSGIEnvironment, etag: str, since: datetime | None) -> bool:
    """Tell whether the program has what it asks for: by its tag, or by time if the state stands `since`."""
    if environ.get("HTTP_IF_NONE_MATCH") == f'"{etag}"':
        return True  # as nearly all say it; to take the headers apart costs as much as all else here
    try:
        return not is_resource_modified(environ, etag=etag, last_modified=since)
    except OverflowError:  # a date in a zone further off than werkzeug can count: none that we ever said
        return False


# A program asks with the same words all day.
@lru_cache(maxsize=256)
def _form(accept: str | None, accept_encoding: str | None) -> Form:
    asked = dict(parse_accept_header((accept or "").lower(), MIMEAccept))
    wants_jcal = 0 < asked.get(JCAL, 0) >= asked.get("text/calendar", 0)
    is_packed = parse_accept_header(accept_encoding, Accept)["gzip"] > 0
    return Form(JCAL if wants_jcal else CALENDAR, is_packed)
