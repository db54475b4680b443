"""The addresses that calendar programs poll: no cookie, no page; a refusal is a line of plain text."""

from __future__ import annotations

import gzip

from flask import Blueprint, Response, request
from flask_babel import force_locale

from app.accounts.access import public
from app.calendar.documents import Document, feed_document, freebusy_document
from app.calendar.domain.feed import FeedDetail, FeedKind, FeedOwner
from app.calendar.feeds import check_live, is_use_worth_noting, note_use
from app.calendar.ical import FeedTexts
from app.calendar.ports import feed_source
from app.calendar.present import address_of, feed_texts
from app.calendar.queries.feeds import feed_by_token
from app.infra import clock
from app.infra.db import transaction
from app.infra.errors import STATUS
from app.infra.filters import problem_text
from app.infra.i18n import LOCALES
from app.kernel.errors import DomainError, NotFound
from app.kernel.text import N_

feeds = Blueprint("calendar_feeds", __name__, url_prefix="/calendar")

CALENDAR = "text/calendar; charset=utf-8"


@feeds.get("/feeds/<token>.ics")
@public
def personal_feed(token: str) -> Response:
    """Answer a subscription; whoever has its address may read it."""
    now = clock.now()
    subscription = check_live(feed_by_token(token))
    owner, locale = subscription.owner, subscription.locale
    (card,) = feed_source().cards([owner], locale)
    document = feed_document(owner, feed_texts(card.name, locale), address_of(request.path), now)
    if is_use_worth_noting(subscription, now):
        transaction(lambda: note_use(feed_id=subscription.id, now=now))
    return _answer(document)


@feeds.get("/instruments/<int:instrument_id>/busy.ics")
@public
def public_busy(instrument_id: int) -> Response:
    """Answer when an instrument is taken, where its provider shows everybody."""
    owner = FeedOwner(FeedKind.INSTRUMENT, FeedDetail.BUSY, instrument_id=instrument_id)
    texts = _public_texts(instrument_id)
    return _answer(feed_document(owner, texts, address_of(request.path), clock.now()))


@feeds.get("/instruments/<int:instrument_id>/freebusy.ifb")
@public
def public_freebusy(instrument_id: int) -> Response:
    """Answer the same as one VFREEBUSY."""
    texts = _public_texts(instrument_id)
    return _answer(freebusy_document(instrument_id, texts, address_of(request.path), clock.now()))


@feeds.errorhandler(DomainError)
def refuse(error: DomainError) -> Response:
    """Answer a program, which shows nobody a page and must not be given a session."""
    with force_locale("en"):
        text = " ".join(problem_text(problem) for problem in error.problems)
    return Response(f"{text}\n", STATUS[error.kind], {"X-Robots-Tag": "noindex"}, "text/plain")


def _public_texts(instrument_id: int) -> FeedTexts:
    card = feed_source().public_busy_allowed(instrument_id)
    if card is None:
        raise NotFound("not_found", N_("There is no calendar at this address."))
    return feed_texts(card.name, LOCALES.get(request.args.get("lang", ""), LOCALES["zh-CN"]))


def _answer(document: Document) -> Response:
    """Answer a document, or 304; packed ones have an ETag of their own, as strong ones must."""
    response = Response(document.body, content_type=CALENDAR)
    if request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(document.body, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(f"{document.etag}-{response.headers.get('Content-Encoding', 'plain')}")
    response.last_modified = document.revised_at
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "private"
    response.headers["X-Robots-Tag"] = "noindex"
    response.make_conditional(request)
    return response
