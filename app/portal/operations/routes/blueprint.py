"""The blueprint the modules of this folder add their routes to."""

from flask import Blueprint

from app.portal.operations.desk import TABS, ZONE

operations = Blueprint("operations", __name__, url_prefix="/operations")


@operations.context_processor
def _shared() -> dict[str, object]:
    return {"desk_tabs": TABS, "zone": ZONE}
