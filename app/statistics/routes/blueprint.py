"""The one blueprint of the statistics pages, and what their templates may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, url_for
from flask_babel import gettext
from markupsafe import Markup

from app.accounts.access import find_actor
from app.infra.urls import with_query
from app.statistics.asking import PUBLIC, viewer_of
from app.statistics.domain.reports import FEWEST

if TYPE_CHECKING:
    from app.infra.config import Settings
    from app.statistics.domain.figures import Audience, Figure

pages = Blueprint("statistics", __name__, url_prefix="/statistics")


@pages.context_processor
def _for_templates() -> dict[str, object]:
    return {
        "fewest": FEWEST,
        "with_query": with_query,
        "own_audience": own_audience,
        "stable_address": stable_address,
        "embed_code": embed_code,
    }


def own_audience() -> Audience:
    """Return whose own view the reader has."""
    return viewer_of(find_actor()).audience


def stable_address(figure: Figure) -> str:
    """Return where everybody finds a figure, from other sites too."""
    return _base() + url_for("statistics.figure", name=figure.name, scope=PUBLIC.audience)


def embed_code(figure: Figure) -> str:
    """Return what another site puts into its page to show a figure."""
    address = _base() + url_for("statistics.embed", name=figure.name)
    code = Markup('<iframe src="{}" title="{}" width="100%" height="560" loading="lazy"></iframe>')
    return str(code.format(address, gettext(figure.title)))


def _base() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.base_url.rstrip("/")
