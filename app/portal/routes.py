"""The pages that belong to nobody else: home, help and the style guide."""

from zoneinfo import ZoneInfo

from flask import Blueprint, render_template

from app.accounts.access import find_actor, public
from app.booking.present.places import place_of
from app.hubs.queries.hubs import open_hub_heads
from app.infra import clock
from app.pool import queries as pool
from app.pool.domain.cards import RegionLevel
from app.portal import queries
from app.portal.example import worked_example
from app.portal.sample import sample
from app.portal.waiting import waiting_for

portal = Blueprint("portal", __name__)

CATALOGUE = "/instruments"
NEWEST = 6
#: On whose clock a visitor's "today" is, who has not chosen an instrument yet: all pilot districts share it.
POOL_ZONE = ZoneInfo("Asia/Shanghai")


@portal.get("/")
@public
def home() -> str:
    """Show what the pool is and let a visitor search at once; who signed in sees first what waits."""
    actor = find_actor()
    regions = {region.code: region for region in pool.regions()}
    newest = queries.newest_instruments(NEWEST)
    return render_template(
        "portal/home.html",
        waiting=waiting_for(actor) if actor else (),
        today=clock.now().astimezone(POOL_ZONE).date(),
        counters=queries.counters(),
        newest=newest,
        places={card.id: place_of(card.region_code, regions) for card in newest},
        regions=[region for region in regions.values() if region.level is RegionLevel.PROVINCE],
        example=worked_example(),
        hubs=open_hub_heads(),
        catalogue_url=CATALOGUE,
    )


@portal.get("/help")
@public
def help_page() -> str:
    """Explain booking and vouchers in plain words."""
    return render_template("portal/help.html", example=worked_example())


@portal.get("/style-guide")
@public
def style_guide() -> str:
    """Show every component in every state, with made-up values."""
    return render_template("portal/style_guide.html", sample=sample())
