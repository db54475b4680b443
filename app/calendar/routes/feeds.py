"""The addresses that calendar programs poll: no cookie, no page; a refusal is a line of plain text.

Some programs end every address that they are given with a slash: it is the same address.
"""

from __future__ import annotations

import gzip
from datetime import datetime

from flask import Blueprint, Response, request
from flask_babel import force_locale

from app.accounts.access import public
from app.calendar.documents import (
    Asked,
    Document,
    feed_document,
    freebusy_document,
    public_owner,
    revised_at,
    state_of,
)
from app.calendar.domain.clients import client_name
from app.calendar.feeds import Use, check_live, note_use
from app.calendar.ical import as_jcal
from app.calendar.present import address_of, feed_name, feed_wording
from app.calendar.queries.feeds import Subscription, feed_by_token
from app.calendar.routes.conditions import HEADERS, JCAL, form_of, is_known
from app.infra import clock
from app.infra.db import read_only, transaction
from app.infra.errors import STATUS
from app.infra.filters import problem_text
from app.infra.i18n import LOCALES
from app.kernel.errors import DomainError

feeds = Blueprint("calendar_feeds", __name__, url_prefix="/calendar")

# Feeds repeat themselves so much that to pack harder gains little, and takes several times as long.
PACKED = 1


@feeds.get("/feeds/<token>.ics", strict_slashes=False)
@public
def personal_feed(token: str) -> Response:
    """Answer a subscription; whoever has its address may read it."""
    read_only()
    now = clock.now()
    subscription = check_live(feed_by_token(token))
    locale = subscription.locale
    asked = Asked(subscription.owner, address_of(request.path), feed_wording(locale), now)
    state = state_of(asked, locale)
    tag, since = asked.tag(state), subscription.state_at
    if _has(tag, since if subscription.state_tag == tag else None):
        return _noted(subscription, tag, now, _headed(Response(status=304), tag))
    document = feed_document(asked, state, feed_name(state.name, locale))
    return _noted(subscription, document.tag, now, _answer(document))


@feeds.get("/instruments/<int:instrument_id>/busy.ics", strict_slashes=False)
@public
def public_busy(instrument_id: int) -> Response:
    """Answer when an instrument is taken, where its provider shows everybody."""
    asked, locale = _public(instrument_id)
    state = state_of(asked, locale)
    if _has(asked.tag(state)):
        return _headed(Response(status=304), asked.tag(state))
    revised = revised_at(asked)
    response = _answer(feed_document(asked, state, feed_name(state.name, locale)))
    response.last_modified = revised
    return response


@feeds.get("/instruments/<int:instrument_id>/freebusy.ifb", strict_slashes=False)
@public
def public_freebusy(instrument_id: int) -> Response:
    """Answer the same as one VFREEBUSY."""
    asked, locale = _public(instrument_id)
    state = state_of(asked, locale)
    if _has(asked.tag(state)):
        return _headed(Response(status=304), asked.tag(state))
    revised = revised_at(asked)
    response = _answer(freebusy_document(asked, state, revised))
    response.last_modified = revised
    return response


@feeds.errorhandler(DomainError)
def refuse(error: DomainError) -> Response:
    """Answer a program, which shows nobody a page and must not be given a session."""
    with force_locale("en"):
        text = " ".join(problem_text(problem) for problem in error.problems)
    return Response(f"{text}\n", STATUS[error.kind], {"X-Robots-Tag": "noindex"}, "text/plain")


def _public(instrument_id: int) -> tuple[Asked, str]:
    locale = LOCALES.get(request.args.get("lang", ""), LOCALES["zh-CN"])
    owner = public_owner(instrument_id)
    return Asked(owner, address_of(request.path), feed_wording(locale), clock.now()), locale


def _has(tag: str, since: datetime | None = None) -> bool:
    return is_known(request.environ, form_of(request.environ).etag(tag), since)


def _noted(before: Subscription, tag: str, now: datetime, response: Response) -> Response:
    """Note the use, and say since when the feed has been as it is."""
    use = Use(client_name(request.user_agent.string), tag, now)
    if use.is_worth_noting(before):
        transaction(lambda: note_use(before, use))
    response.last_modified = use.shown_since(before)
    return response


def _answer(document: Document) -> Response:
    """Answer a document in the form asked for; each form has an ETag of its own, as strong ones must."""
    form = form_of(request.environ)
    body = as_jcal(document.body) if form.content_type == JCAL else document.body
    response = Response(gzip.compress(body, PACKED, mtime=0) if form.is_packed else body)
    if form.is_packed:
        response.headers["Content-Encoding"] = "gzip"
    return _headed(response, document.tag)


def _headed(response: Response, tag: str) -> Response:
    form = form_of(request.environ)
    if response.status_code == 304:
        del response.headers["Content-Type"]
    else:
        response.headers["Content-Type"] = form.content_type
    response.headers["ETag"] = f'"{form.etag(tag)}"'
    response.headers.update(HEADERS)
    return response
