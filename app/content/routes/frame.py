"""What stands on every page: announcements, and the way to the help for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import request, url_for

from app.content.domain.tied import TIED
from app.content.queries import standing_banners
from app.infra import clock

if TYPE_CHECKING:
    from app.content.domain.banners import Banner

HIDDEN_COOKIE = "hidden_banners"
MOST_HIDDEN = 20
_ID = re.compile(r"[1-9][0-9]{0,8}")


def banners_here() -> list[Banner]:
    """Return the announcements that stand now and that this browser has not dismissed."""
    return standing_banners(hidden=hidden_banners(), now=clock.now())


def hidden_banners() -> list[int]:
    """Return the announcements that this browser has dismissed, by id."""
    kept = request.cookies.get(HIDDEN_COOKIE, "").split(".")
    return [int(each) for each in kept[-MOST_HIDDEN:] if _ID.fullmatch(each)]


def help_for_page() -> str:
    """Return the address of the help that belongs to the page, else of the help centre."""
    slug = TIED.get(request.endpoint or "")
    return url_for("content.help_article", slug=slug) if slug else url_for("content.help_centre")
