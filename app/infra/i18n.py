"""Which language a reader gets: asked for, remembered, their own, then what the browser prefers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel.support import NullTranslations, Translations
from flask import has_request_context, request
from flask_babel import Babel, get_locale

from app.infra.config import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel import Locale
    from flask import Flask

LOCALES = {"zh-CN": "zh_Hans_CN", "en": "en"}
LANGUAGE_COOKIE = "language"
TRANSLATIONS = ROOT / "app" / "translations"


def init_i18n(app: Flask, *, own_language: Callable[[], str | None]) -> None:
    """Install the catalogue. `own_language` tells the signed-in person's choice, as a tag such as `zh-CN`."""

    def select() -> str:
        return LOCALES[language_tag(own_language)]

    app.config.update(
        BABEL_DEFAULT_LOCALE="zh_Hans_CN",
        BABEL_DEFAULT_TIMEZONE="UTC",
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
    )
    Babel(app, locale_selector=select)
    # A page asks for a hundred messages: flask-babel would spell the name of the language out for each.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # comes with the i18n extension
        gettext=lambda text: _messages().gettext(text),
        ngettext=lambda one, many, number: _messages().ngettext(one, many, number),
        newstyle=True,
    )


def _messages() -> NullTranslations:
    """Return the messages in the reader's language."""
    locale = get_locale()
    return NullTranslations() if locale is None else _messages_in(locale)


@cache
def _messages_in(locale: Locale) -> NullTranslations:
    return Translations.load(str(TRANSLATIONS), [locale])


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
