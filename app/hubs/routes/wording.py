"""What the hubs' templates need: their words, and the address of a list with a part changed."""

from __future__ import annotations

from flask import request, url_for

from app.hubs.domain.hubs import Dimension
from app.hubs.present.words import DIMENSIONS, KINDS, OUTCOMES
from app.hubs.routes.blueprint import pages
from app.infra.urls import with_query
from app.pool.domain.days import POOL_ZONE

KEPT = ("q", *Dimension)


@pages.context_processor
def words() -> dict[str, object]:
    """Give the templates the words of kinds, dimensions and outcomes, and the zone of all times."""
    return {
        "entry_kinds": KINDS,
        "dimension_words": DIMENSIONS,
        "outcome_words": OUTCOMES,
        "zone": POOL_ZONE.key,
    }


@pages.app_template_global()
def narrowed_url(**changes: str | None) -> str:
    """Return the address of this list of a hub with some wishes changed (None: left out)."""
    kept = {name: request.args.get(name) for name in KEPT}
    wishes = {name: value for name, value in {**kept, **changes}.items() if value}
    return with_query(url_for(str(request.endpoint), **(request.view_args or {})), wishes)
