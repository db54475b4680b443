"""What all may read: the hubs, one hub, its lists, one entry."""

from flask import render_template

from app.accounts.access import find_actor, public
from app.hubs.forms.search import search_of
from app.hubs.present.entry import entry_page
from app.hubs.present.hub import hub_page
from app.hubs.present.lists import entries_page, instruments_page, providers_page
from app.hubs.present.words import KIND_OF_SHELF
from app.hubs.queries import hubs as queries
from app.hubs.routes.blueprint import pages
from app.infra import clock


@pages.get("/hubs")
@public
def index() -> str:
    """List the hubs; the operator sees those that are not open, too."""
    return render_template("hubs/index.html", hubs=queries.hubs(find_actor()))


@pages.get("/hubs/<slug>")
@public
def hub(slug: str) -> str:
    """Show what a hub has, or what in it a search finds."""
    found = queries.get_hub(slug, find_actor())
    search = search_of(found)
    page = hub_page(found, search, clock.now())
    return render_template("hubs/hub.html", page=page, hub=found, search=search)


@pages.get("/hubs/<slug>/<any(projects, technologies, platforms, experts):shelf>")
@public
def entries(slug: str, shelf: str) -> str:
    """List the entries of a kind."""
    found = queries.get_hub(slug, find_actor())
    search = search_of(found)
    kind = KIND_OF_SHELF[shelf]
    page = entries_page(found, kind, search)
    return render_template("hubs/entries.html", page=page, hub=found, search=search, kind=kind)


@pages.get("/hubs/<slug>/instruments")
@public
def instruments(slug: str) -> str:
    """List the pool's instruments of the classes that a hub covers."""
    found = queries.get_hub(slug, find_actor())
    search = search_of(found)
    page = instruments_page(found, search)
    return render_template("hubs/instruments.html", page=page, hub=found, search=search)


@pages.get("/hubs/<slug>/providers")
@public
def providers(slug: str) -> str:
    """List the providers that have such instruments."""
    found = queries.get_hub(slug, find_actor())
    search = search_of(found)
    page = providers_page(found, search)
    return render_template("hubs/providers.html", page=page, hub=found, search=search)


@pages.get("/hubs/<slug>/entries/<ref>")
@public
def entry(slug: str, ref: str) -> str:
    """Show one entry, what is related to it, and the ways to go on."""
    found = queries.get_hub(slug, find_actor())
    return render_template("hubs/entry.html", page=entry_page(found, ref), hub=found)
