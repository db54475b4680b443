"""What the pool needs to know of vouchers; `factory` wires it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from flask import current_app

from app.pool.domain.cards import OpenHold, Side

if TYPE_CHECKING:
    from flask import Flask

_EXTENSION = "onepool.open_holds"

#: The holds that bind a region on one side of the pool for services on a day or later, the earliest first.
OpenHolds = Callable[[str, Side, date], Sequence[OpenHold]]


def wire_open_holds(app: Flask, open_holds: OpenHolds) -> None:
    """Tell how the holds that bind a region are found; the factory does, once."""
    app.extensions[_EXTENSION] = open_holds


def open_holds(region_code: str, side: Side, from_on: date) -> Sequence[OpenHold]:
    """Return what is held for or with a region from a day on; KeyError means that nobody wired it."""
    return cast("OpenHolds", current_app.extensions[_EXTENSION])(region_code, side, from_on)
