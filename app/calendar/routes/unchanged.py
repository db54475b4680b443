"""Answers programs that have a feed already; whatever is not sure is left to Flask (ADR 0022)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from app.calendar.feeds import Use
from app.calendar.queries.standing import state_in
from app.calendar.routes.addresses import Addresses
from app.calendar.routes.conditions import HEADERS, form_of, is_known
from app.infra import clock
from app.infra.db import Reader, db
from app.infra.metrics import count_answer
from app.infra.security import headers_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask import Flask

    from app.calendar.routes.addresses import Known


class Unchanged:
    """A layer before Flask: says 304 where that is sure, by one statement, as the feeds' own routes would."""

    def __init__(self, app: Flask) -> None:
        """Stand before `app`; the database is not asked before a program asks."""
        self._next = app.wsgi_app
        self._headers = [*HEADERS.items(), *headers_of(app.config["SETTINGS"]).items()]
        with app.app_context():
            self._reader = Reader(db.engine)
            self._addresses = Addresses(app, self._reader)
            event.listen(db.engine, "engine_disposed", self._addresses.forget)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or let Flask do it."""
        if is_conditional(environ):
            started, now = time.perf_counter(), clock.now()
            known = self._addresses.at(environ.get("PATH_INFO", ""), now)
            etag = known and self._etag(known, environ, now)
            if known and etag:
                count_answer(environ["REQUEST_METHOD"], known.route, 304, started)
                start_response("304 NOT MODIFIED", [("ETag", f'"{etag}"'), *self._headers])
                return []
        return self._next(environ, start_response)

    def _etag(self, known: Known, environ: WSGIEnvironment, now: datetime) -> str | None:
        """Return the ETag of the feed if the program has it, and nothing is to be noted of the asking."""
        row = self._reader.one(known.question)
        if row is None or not serves(row, known):
            return None
        tag = known.asked.tag(state_in(row, known.asked.owner, known.locale))
        since = None
        if not known.is_open:
            if Use("", tag, now).is_worth_noting(row):
                return None
            since = row.state_at
        etag = form_of(environ).etag(tag)
        return etag if is_known(environ, etag, since) else None


def is_conditional(environ: WSGIEnvironment) -> bool:
    """Tell whether the answer may be that nothing changed, and the address says all of what is asked for."""
    has_condition = "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ
    return has_condition and environ["REQUEST_METHOD"] in ("GET", "HEAD") and not environ.get("QUERY_STRING")


def serves(row: Any, known: Known) -> bool:
    """Tell whether the address still serves, by what was answered to its question."""
    return bool(row.is_open if known.is_open else row.serves and row.revoked_at is None)
