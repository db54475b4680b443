"""What the parts of an address may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from werkzeug.routing import IntegerConverter

from app.infra.db.columns import LARGEST_ID

if TYPE_CHECKING:
    from werkzeug.routing import Map


class RowIdConverter(IntegerConverter):
    """`<int:…>`: a number that may name a row; a larger one is no address of ours, so it is not found."""

    def __init__(self, url_map: Map, *args: Any, **options: Any) -> None:
        """Set the bound, unless the route has one of its own."""
        super().__init__(url_map, *args, **{"max": LARGEST_ID, **options})
