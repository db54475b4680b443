"""What the parts of an address may be, and how a query string is put to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import current_app, url_for
from werkzeug.routing import IntegerConverter

from app.infra.db.columns import LARGEST_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.routing import Map

    from app.infra.config import Settings


class RowIdConverter(IntegerConverter):
    """`<int:…>`: a number that may name a row; a larger one is no address of ours, so it is not found."""

    def __init__(self, url_map: Map, *args: Any, **options: Any) -> None:
        """Set the bound, unless the route has one of its own."""
        super().__init__(url_map, *args, **{"max": LARGEST_ID, **options})


def with_query(path: str, query: Mapping[str, object]) -> str:
    """Return `path` with a query string. Names that come from outside must not reach Flask's url_for.

    It reads some of them as its own: `_scheme` and `_anchor` change the address, `endpoint` breaks it.
    """
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def lasting_address(endpoint: str, **values: Any) -> str:
    """Return a page's address as the world knows it, by whatever host it was asked for."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.base_url + url_for(endpoint, **values)
