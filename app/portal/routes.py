"""The pages that belong to nobody else: home and the style guide."""

from flask import Blueprint, render_template, request

from app.accounts.access import find_actor, public
from app.booking.present.places import place_of
from app.content import queries as content
from app.content.present.articles import address_of
from app.content.present.featured import featured_cards
from app.hubs.queries.hubs import open_hub_heads
from app.infra import clock
from app.infra.finding import finders
from app.infra.search import query_tokens
from app.pool import queries as pool
from app.pool.domain.cards import RegionLevel
from app.pool.domain.days import pool_day
from app.portal import queries
from app.portal.example import worked_example
from app.portal.first_page import my_home
from app.portal.sample import sample

portal = Blueprint("portal", __name__)

CATALOGUE = "/instruments"
NEWEST = 6
LONGEST_SEARCH = 200
NEWS = 3


@portal.get("/")
@public
def home() -> str:
    """Show what the pool is and let a visitor search at once; who signed in sees their own first page."""
    actor, now = find_actor(), clock.now()
    if actor is not None:
        return my_home(actor, now)
    today = pool_day(now)
    featured = [each.terms.target for each in content.standing_featured(today)]
    cards = featured_cards(featured, today)
    regions = {region.code: region for region in pool.regions()}
    newest = queries.newest_instruments(NEWEST)
    return render_template(
        "portal/home.html",
        today=today,
        counters=queries.counters(),
        featured=[cards[target] for target in featured if target in cards],
        newest=newest,
        places={card.id: place_of(card.region_code, regions) for card in newest},
        regions=[region for region in regions.values() if region.level is RegionLevel.PROVINCE],
        example=worked_example(),
        hubs=open_hub_heads(),
        catalogue_url=CATALOGUE,
        news=content.newest_news(NEWS, now),
        address_of=address_of,
    )


@portal.get("/search")
@public
def search() -> str:
    """Show the first of everything that the words in the address find, kind by kind."""
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    found = [find(words) for find in finders()] if query_tokens(words) else []
    return render_template("portal/search.html", q=words, found=found)


@portal.get("/shortcuts")
@public
def shortcuts_page() -> str:
    """Show which keys do what, and let the reader turn them off; with scripts the same opens as a sheet."""
    return render_template("portal/shortcuts.html")


@portal.get("/style-guide")
@public
def style_guide() -> str:
    """Show every component in every state, with made-up values."""
    return render_template("portal/style_guide.html", sample=sample())
