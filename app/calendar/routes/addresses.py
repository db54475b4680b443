"""What is known of a feed's address all day, so that nobody works it out for each asking (ADR 0022)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.secrets import hash_of
from app.calendar.documents import Asked, public_owner
from app.calendar.ports import feed_source_of
from app.calendar.present import address_of, feed_wording
from app.calendar.queries.feeds import BY_TOKEN, card_of
from app.calendar.queries.standing import open_standing, parameters, subscribed_standing
from app.infra.i18n import LOCALES

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask
    from sqlalchemy import Engine

    from app.calendar.domain.feed import FeedOwner
    from app.infra.db import Question, Reader

#: So many addresses are known at most; then they are looked up anew.
MOST_KNOWN = 20_000
_SUBSCRIBED = re.compile(r"/calendar/feeds/([A-Za-z0-9_-]{43})\.ics")
_OPEN = re.compile(r"/calendar/instruments/([1-9][0-9]{0,8})/(busy\.ics|freebusy\.ifb)")


@dataclass(frozen=True, slots=True)
class Known:
    """Whose feed an address is, in which words, and the question what it hangs on.

    `is_open` where all may read; else the question is about the subscription too.
    """

    route: str
    asked: Asked
    locale: str
    question: Question
    is_open: bool


class Addresses:
    """The addresses of feeds that were asked for lately. Nothing is kept that can change within a day."""

    def __init__(self, app: Flask, reader: Reader) -> None:
        """Know no address yet."""
        self._app, self._reader = app, reader
        self._known: dict[str, Known] = {}

    def at(self, path: str, now: datetime) -> Known | None:
        """Return what is known of an address today; None where it is no feed's, or of no subscription."""
        known = self._known.get(path)
        if known is None or known.asked.now.date() != now.date():
            known = self._look_up(path, now)
        return known

    def forget(self, _engine: Engine) -> None:
        """Know no address any more: what is asked from now on may be another database."""
        self._known.clear()

    def _look_up(self, path: str, now: datetime) -> Known | None:
        if (found := _SUBSCRIBED.fullmatch(path)) is not None:
            known = self._subscribed(path, hash_of(found[1]), now)
        elif (found := _OPEN.fullmatch(path)) is not None:
            known = self._open(path, public_owner(int(found[1])), found[2], now)
        else:
            return None
        if known is not None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[path] = known
        return known

    def _subscribed(self, path: str, token_hash: str, now: datetime) -> Known | None:
        row = self._reader.one(self._reader.question(BY_TOKEN, {"hash": token_hash}))
        if row is None:
            return None
        card = card_of(row)
        asked = self._asked(card.owner, path, card.locale, now)
        standing = feed_source_of(self._app).standing(card.owner, asked.window)
        statement = subscribed_standing(card.owner.kind, standing.row)
        question = self._reader.question(statement, parameters(card.owner, standing, hash=token_hash))
        return Known("/calendar/feeds/<token>.ics", asked, card.locale, question, is_open=False)

    def _open(self, path: str, owner: FeedOwner, name: str, now: datetime) -> Known:
        locale = LOCALES["zh-CN"]
        asked = self._asked(owner, path, locale, now)
        standing = feed_source_of(self._app).standing(owner, asked.window)
        question = self._reader.question(open_standing(standing.row), parameters(owner, standing))
        route = f"/calendar/instruments/<int:instrument_id>/{name}"
        return Known(route, asked, locale, question, is_open=True)

    def _asked(self, owner: FeedOwner, path: str, locale: str, now: datetime) -> Asked:
        with self._app.app_context():
            return Asked(owner, address_of(path), feed_wording(locale), now)
