"""The one blueprint of the pool's pages, and what its lists share."""

from __future__ import annotations

from flask import Blueprint, request

from app.infra.api import PageQuery
from app.pool.domain.days import POOL_ZONE

pages = Blueprint("pool", __name__, url_prefix="/pool")

ROWS = 50
ZONE = POOL_ZONE.key


def asked_page() -> PageQuery:
    """Return where the list goes on, as the address says."""
    return PageQuery(limit=ROWS, cursor=request.args.get("cursor"))
