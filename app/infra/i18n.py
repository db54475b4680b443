"""Which language a reader gets: asked for, remembered, their own, then what the browser prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import has_request_context, request
from flask_babel import Babel

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

LOCALES = {"zh-CN": "zh_Hans_CN", "en": "en"}
LANGUAGE_COOKIE = "language"


def init_i18n(app: Flask, *, own_language: Callable[[], str | None]) -> None:
    """Install the catalogue. `own_language` tells the signed-in person's choice, as a tag such as `zh-CN`."""

    def select() -> str:
        return LOCALES[language_tag(own_language)]

    app.config.update(
        BABEL_DEFAULT_LOCALE="zh_Hans_CN",
        BABEL_DEFAULT_TIMEZONE="UTC",
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    Babel(app, locale_selector=select)


def language_tag(own_language: Callable[[], str | None]) -> str:
    """Return the reader's language tag: `zh-CN` or `en`."""
    if not has_request_context():
        return "zh-CN"
    for tag in (request.args.get("lang"), request.cookies.get(LANGUAGE_COOKIE), _own(own_language)):
        if tag in LOCALES:
            return tag
    if request.path.startswith("/api/") and "Accept-Language" not in request.headers:
        return "en"
    best = request.accept_languages.best_match(["zh-CN", "zh-Hans", "zh", "en"], "zh-CN")
    return "en" if best == "en" else "zh-CN"


def _own(own_language: Callable[[], str | None]) -> str | None:
    """Return the person's choice, but not where a program that acts for them asks for a language itself."""
    asks = "Authorization" in request.headers and "Accept-Language" in request.headers
    return None if asks else own_language()
