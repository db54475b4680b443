"""What things are called in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import get_locale

if TYPE_CHECKING:
    from app.infra.filters import Named


def name_of(thing: Named) -> str:
    """Return the name in the reader's language, or in the other one where that is all there is."""
    locale = get_locale()
    return name_in(locale.language if locale else "zh", thing)


def name_in(locale: str, thing: Named) -> str:
    """Return the same for somebody else, whose language is `locale`: "zh-CN", "en"."""
    if locale.startswith("en"):
        return thing.name_en or thing.name_zh
    return thing.name_zh or thing.name_en
