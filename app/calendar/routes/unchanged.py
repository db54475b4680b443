"""Answers programs that have a feed already; whatever is not sure is left to Flask (ADR 0022)."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request

from app.accounts.domain.secrets import hash_of
from app.calendar.documents import Asked, public_owner
from app.calendar.domain.feed import feed_window
from app.calendar.feeds import Use
from app.calendar.ports import feed_source_of
from app.calendar.present import address_of, feed_wording
from app.calendar.queries.feeds import BY_TOKEN, card_of
from app.calendar.queries.standing import open_standing, parameters, state_in, subscribed_standing
from app.calendar.routes.conditions import HEADERS, etag_of, is_known
from app.infra import clock
from app.infra.db import Reader, db
from app.infra.i18n import LOCALES
from app.infra.metrics import count_answer
from app.infra.security import headers_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask import Flask

    from app.calendar.documents import Address
    from app.calendar.domain.feed import FeedOwner
    from app.calendar.kept_texts import Wording

#: So many addresses are known at most; then they are looked up anew.
MOST_KNOWN = 20_000
_SUBSCRIBED = re.compile(r"/calendar/feeds/([A-Za-z0-9_-]{43})\.ics")
_OPEN = re.compile(r"/calendar/instruments/([1-9][0-9]{0,8})/(busy\.ics|freebusy\.ifb)")


@dataclass(frozen=True, slots=True)
class _Known:
    """What never changes about an address; `token_hash` is that of a subscription, "" where all may read."""

    route: str
    owner: FeedOwner
    address: Address
    wording: Wording
    locale: str
    token_hash: str = ""


class Unchanged:
    """A layer before Flask: says 304 where that is sure, by one statement, as the feeds' own routes would."""

    def __init__(self, app: Flask) -> None:
        """Stand before `app`; the database is not asked before a program asks."""
        self._app, self._next = app, app.wsgi_app
        self._known: dict[str, _Known] = {}
        with app.app_context():
            self._reader = Reader(db.engine)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or let Flask do it."""
        if "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ:
            started = time.perf_counter()
            known = self._asked_for(environ)
            etag = known and self._etag(known, Request(environ))
            if known and etag:
                count_answer(environ["REQUEST_METHOD"], known.route, 304, started)
                start_response("304 NOT MODIFIED", self._headers(etag))
                return []
        return self._next(environ, start_response)

    def _headers(self, etag: str) -> list[tuple[str, str]]:
        all_have = headers_of(self._app.config["SETTINGS"])
        return [("ETag", f'"{etag}"'), *HEADERS.items(), *all_have.items()]

    def _etag(self, known: _Known, request: Request) -> str | None:
        """Return the ETag of the feed if the program has it, and nothing is to be noted of the asking."""
        now = clock.now()
        row = self._row(known, now)
        if row is None:
            return None
        state = state_in(row, known.owner, known.locale)
        tag = Asked(known.owner, known.address, known.wording, now).tag(state)
        if not known.token_hash:
            since = None
        elif Use("", tag, now).is_worth_noting(row):
            return None
        else:
            since = row.state_at
        etag = etag_of(request, tag)
        return etag if is_known(request, etag, since) else None

    def _row(self, known: _Known, now: datetime) -> Any:
        """Return what the feed hangs on if it may be read, else None."""
        standing = feed_source_of(self._app).standing(known.owner, feed_window(now))
        asked = parameters(known.owner, standing, hash=known.token_hash)
        if not known.token_hash:
            row = self._reader.one(open_standing(standing.row), asked)
            return row if row is not None and row.is_open else None
        row = self._reader.one(subscribed_standing(known.owner.kind, standing.row), asked)
        return row if row is not None and row.serves and row.revoked_at is None else None

    def _asked_for(self, environ: WSGIEnvironment) -> _Known | None:
        if environ.get("QUERY_STRING") or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        path = environ.get("PATH_INFO", "")
        return self._known.get(path) or self._look_up(path)

    def _look_up(self, path: str) -> _Known | None:
        if (asked := _SUBSCRIBED.fullmatch(path)) is not None:
            token_hash = hash_of(asked[1])
            row = self._reader.one(BY_TOKEN, {"hash": token_hash})
            if row is None:
                return None
            card = card_of(row)
            owner, locale, route = card.owner, card.locale, "/calendar/feeds/<token>.ics"
        elif (asked := _OPEN.fullmatch(path)) is not None:
            token_hash, owner, locale = "", public_owner(int(asked[1])), LOCALES["zh-CN"]
            route = f"/calendar/instruments/<int:instrument_id>/{asked[2]}"
        else:
            return None
        with self._app.app_context():
            known = _Known(route, owner, address_of(path), feed_wording(locale), locale, token_hash)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[path] = known
        return known
