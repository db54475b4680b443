"""What the one search finds in the open hubs: entries and needs. Two queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from app.hubs.queries.finding import entries_found, needs_found
from app.infra import clock
from app.infra.finding import Found, Hit
from app.infra.urls import with_query
from app.kernel.text import N_
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.hubs.queries.finding import HubHit
    from app.infra.finding import Finder

MOST_SHOWN = 5
# As of articles, nobody reads a hundred of a search.
MOST_COUNTED = 100


def find_entries(q: str) -> Found:
    """Return the public entries that hold every word."""
    found = entries_found(q, MOST_COUNTED + 1)
    word = N_("Projects, technologies and platforms")
    return _found(word, "diagram-3", found, "hubs.entry", _all_of(found, "hubs.hub", q))


def find_needs(q: str) -> Found:
    """Return the open needs that hold every word."""
    found = needs_found(q, pool_day(clock.now()), MOST_COUNTED + 1)
    return _found(N_("Needs"), "megaphone", found, "hubs.need", _all_of(found, "hubs.needs", q))


FINDERS: tuple[Finder, ...] = (find_entries, find_needs)


def _found(word: str, icon: str, found: Sequence[HubHit], endpoint: str, url: str) -> Found:
    hits = tuple(
        Hit(each.name, (each.hub,), url_for(endpoint, slug=each.hub_slug, ref=each.ref))
        for each in found[:MOST_SHOWN]
    )
    return Found(word, icon, hits, min(len(found), MOST_COUNTED), url, len(found) > MOST_COUNTED)


def _all_of(found: Sequence[HubHit], endpoint: str, q: str) -> str:
    """Return the list in the one hub that has some, or the way to the hubs."""
    slugs = {each.hub_slug for each in found}
    if len(slugs) != 1:
        return url_for("hubs.index")
    return with_query(url_for(endpoint, slug=slugs.pop()), {"q": q})
