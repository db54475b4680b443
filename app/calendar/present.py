"""Feeds in the words and addresses that people and their programs see."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

import segno
from flask import current_app, url_for
from flask_babel import force_locale, gettext
from markupsafe import Markup

from app.calendar.documents import Address
from app.calendar.domain.feed import host_of
from app.calendar.ical import FORM, FeedTexts
from app.calendar.kept_texts import Wording
from app.infra.config import Settings


@dataclass(frozen=True, slots=True)
class FeedLinks:
    """The ways to subscribe to one address."""

    https: str
    webcal: str
    google: str
    outlook: str
    qr: Markup


def feed_texts(locale: str) -> FeedTexts:
    """Return what feeds say of themselves in the language `locale`."""
    with force_locale(locale):
        return FeedTexts(
            taken=gettext("Taken"), closed=gettext("Closed"), category=gettext("Instrument time")
        )


def feed_name(name: str, locale: str) -> str:
    """Return what a calendar program calls the feed about `name`."""
    with force_locale(locale):
        return gettext("OnePool: %(name)s", name=name)


def feed_wording(locale: str) -> Wording:
    """Return what texts in the language `locale` are made with here."""
    settings: Settings = current_app.config["SETTINGS"]
    return _wording(locale, settings.base_url)


@lru_cache(maxsize=16)
def _wording(locale: str, base_url: str) -> Wording:
    texts = feed_texts(locale)
    made_with = sha256(repr((texts, base_url, FORM)).encode()).hexdigest()[:12]
    return Wording(texts, host_of(base_url), f"{locale}-{made_with}")


def feed_links(token: str) -> FeedLinks:
    """Return the addresses of a feed, built from BASE_URL, not from what the request says its host is."""
    path = url_for("calendar_feeds.personal_feed", token=token)
    https = address_of(path).url
    webcal = f"webcal://{https.split('://', 1)[1]}"
    return FeedLinks(
        https,
        webcal,
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?url={quote(https, safe='')}",
        qr=_qr(webcal),
    )


def _qr(address: str) -> Markup:
    """Return a code for the camera of a phone, drawn with attributes alone: no style is let through."""
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704 -- drawn by segno, which writes squares and nothing of the address


def free_busy_url(instrument_id: int) -> str:
    """Return where programs ask when an instrument is taken."""
    return address_of(url_for("calendar_feeds.public_freebusy", instrument_id=instrument_id)).url


def address_of(path: str) -> Address:
    """Return where a path of this installation is reached from outside."""
    settings: Settings = current_app.config["SETTINGS"]
    return Address(settings.base_url + path, host_of(settings.base_url))
