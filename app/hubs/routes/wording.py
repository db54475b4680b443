"""What the hubs' templates need: their words, and the address of a list with a part changed."""

from __future__ import annotations

from flask import request, url_for
from flask.blueprints import BlueprintSetupState

from app.hubs.domain.hubs import Dimension
from app.hubs.present.words import DIMENSIONS, KINDS, OUTCOMES
from app.hubs.routes.blueprint import pages
from app.infra.urls import with_query
from app.pool.domain.days import POOL_ZONE

KEPT = ("q", *Dimension)


@pages.record_once
def install(state: BlueprintSetupState) -> None:
    """Give all templates the words of kinds, dimensions and outcomes: macros see no page's own values."""
    state.app.jinja_env.globals.update(
        entry_kinds=KINDS, dimension_words=DIMENSIONS, outcome_words=OUTCOMES, hub_zone=POOL_ZONE.key
    )


@pages.app_template_global()
def narrowed_url(**changes: str | None) -> str:
    """Return the address of this list of a hub with some wishes changed (None: left out)."""
    kept = {name: request.args.get(name) for name in KEPT}
    wishes = {name: value for name, value in {**kept, **changes}.items() if value}
    return with_query(url_for(str(request.endpoint), **(request.view_args or {})), wishes)
