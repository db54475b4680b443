"""What other catalogues collect from this one: published instruments, as their programs read them."""

from flask import Response, jsonify

from app.accounts.access import find_actor, public
from app.booking.present.pidinst import pidinst_record
from app.booking.present.uniquip import uniquip_table
from app.booking.publishing.ownership import visible_instrument
from app.booking.routes.blueprint import pages
from app.infra import clock
from app.infra.tables import send_for_programs
from app.pool import queries as pool


@pages.get("/instruments/uniquip.csv")
@public
def uniquip() -> Response:
    """Answer every published instrument of the pool."""
    return send_for_programs(uniquip_table("uniquip", pool.published_instruments(), clock.now()))


@pages.get("/providers/<code>/uniquip.csv")
@public
def uniquip_of_provider(code: str) -> Response:
    """Answer the published instruments of one provider."""
    provider = pool.get_provider(code)
    cards = pool.published_instruments(provider=provider.code)
    return send_for_programs(uniquip_table(f"uniquip-{provider.code}", cards, clock.now()))


@pages.get("/instruments/<int:instrument_id>/pidinst.json")
@public
def pidinst(instrument_id: int) -> Response:
    """Answer an instrument's record, for who registers or links it."""
    return jsonify(pidinst_record(visible_instrument(instrument_id, find_actor())))
