"""The pages that belong to nobody else: home, help and the style guide."""

from flask import Blueprint, render_template

from app.accounts.access import public
from app.pool import queries as pool
from app.pool.domain.cards import RegionLevel
from app.portal import queries
from app.portal.example import worked_example
from app.portal.sample import sample

portal = Blueprint("portal", __name__)

CATALOGUE = "/instruments"
NEWEST = 6


@portal.get("/")
@public
def home() -> str:
    """Show what the pool is and let a visitor search at once."""
    return render_template(
        "portal/home.html",
        counters=queries.counters(),
        newest=queries.newest_instruments(NEWEST),
        regions=[region for region in pool.regions() if region.level is RegionLevel.PROVINCE],
        example=worked_example(),
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
